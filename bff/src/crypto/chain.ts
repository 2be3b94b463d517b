import type { Certificate } from './certificate'
import { oids } from './oids'

export type Chain =
  | { trusted: true; chain: readonly Certificate[] }
  /** `untrusted`: no way to a root we know. The others: there is one, but not for this time or this use. */
  | { trusted: false; why: 'untrusted' | 'expired' | 'not_for_this_use' }

export type ChainQuestion = {
  leaf: Certificate
  /** What came along, in any order. */
  others?: readonly Certificate[]
  roots: readonly Certificate[]
  /** UTC ms. */
  at: number
  /** The use the leaf must allow: signing in general, or timestamps only (RFC 3161 §2.3: that use alone, and critical). */
  use: 'sign' | 'timestamp'
}

/** Longer than any chain there is. */
const mostSteps = 6

const mayBe = ({ keyUsage, extendedUsage, authority }: Certificate, use: ChainQuestion['use']): boolean => {
  if (authority || (keyUsage && !keyUsage.signature && !keyUsage.nonRepudiation)) return false
  if (use === 'sign') return !(extendedUsage?.uses.length === 1 && extendedUsage.uses[0] === oids.timeStamping)
  return extendedUsage !== null && extendedUsage.critical && extendedUsage.uses.length === 1 && extendedUsage.uses[0] === oids.timeStamping
}

const mayCertify = ({ authority, keyUsage, pathLength }: Certificate, below: number): boolean =>
  authority && (keyUsage === null || keyUsage.certificates) && pathLength >= below

/**
 * Looks for a way from a leaf to one of the roots, each step signed by the next (RFC 5280 §6 without revocation lists,
 * policies and name constraints: what carries critical constraints of such kinds is not trusted).
 */
export function findChain({ leaf, others = [], roots, at, use }: ChainQuestion): Chain {
  let worst: Exclude<Chain, { trusted: true }>['why'] = 'untrusted'
  const walk = (path: readonly Certificate[]): readonly Certificate[] | null => {
    const last = path.at(-1)
    if (last === undefined || path.length > mostSteps) return null
    const ends = roots.some(({ der }) => der.equals(last.der))
    if (ends) {
      if (!path.every(({ from, to }) => from <= at && at <= to)) worst = 'expired'
      else if (!mayBe(leaf, use) || path.some(({ unknownCritical }) => unknownCritical.length > 0)) worst = 'not_for_this_use'
      else return path
      return null
    }
    for (const next of [...roots, ...others]) {
      if (!next.subject.equals(last.issuer) || path.some(({ der }) => der.equals(next.der))) continue
      if (!mayCertify(next, path.length - 1) || !next.signed(last)) continue
      const found = walk([...path, next])
      if (found) return found
    }
    return null
  }
  const chain = walk([leaf])
  return chain ? { trusted: true, chain } : { trusted: false, why: worst }
}
