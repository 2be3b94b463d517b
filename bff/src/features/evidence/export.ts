import { createHash } from 'node:crypto'
import { canonicalJson, type Canonical } from '@market/shared/sign/canonical-json'
import type { SigningKeys } from '../../crypto/signing-keys'
import type { Db } from '../../store/store'
import { bundleFormat, endStatement, toLine, type AgreementLine, type BundleLine } from './bundle'
import { allRoots, findLogId, pageOfAgreements, pageOfEntries, signaturesOf } from './evidence.queries'
import { sha256Hex } from './tree'

const page = 500

/** Everything that makes agreements stand, read page by page, roots first: whoever reads it in order needs to remember little. */
export async function* evidenceLines(read: <T>(query: (db: Db) => Promise<T>) => Promise<T>): AsyncGenerator<Exclude<BundleLine, { type: 'header' | 'end' }>> {
  for (const root of await read(allRoots)) yield { type: 'root', ...root }
  for (let after = -1; ;) {
    const rows = await read((db) => pageOfEntries(db, after, page))
    for (const { leafIndex: index, commitment, leafData, salt } of rows) yield { type: 'entry', index, commitment, leafData, salt }
    after = rows.at(-1)?.leafIndex ?? after
    if (rows.length < page) break
  }
  for (let after = ''; ;) {
    const { rows, signatures } = await read(async (db) => {
      const found = await pageOfAgreements(db, after, page)
      return { rows: found, signatures: await signaturesOf(db, found.map(({ agreement }) => agreement.id)) }
    })
    const byAgreement = new Map<string, SignatureRow[]>()
    for (const signature of signatures) byAgreement.set(signature.agreementId, [...(byAgreement.get(signature.agreementId) ?? []), signature])
    for (const row of rows) yield agreementLine(row, byAgreement.get(row.agreement.id) ?? [])
    after = rows.at(-1)?.agreement.id ?? after
    if (rows.length < page) break
  }
}

type Row = Awaited<ReturnType<typeof pageOfAgreements>>[number]
type SignatureRow = Awaited<ReturnType<typeof signaturesOf>>[number]

/** What a bundle says of one agreement. */
export function agreementLine({ agreement, seal, paper, ending }: Row, signatures: readonly SignatureRow[]): AgreementLine {
  const { terms, textSealed: _sealed, kindReason, ...plain } = agreement
  const without = <T extends { agreementId: string }>(row: T | null): Omit<T, 'agreementId'> | null => {
    if (row === null) return null
    const { agreementId: _known, ...rest } = row
    return rest
  }
  return {
    type: 'agreement', ...plain,
    kindReasonSha256: sha256Hex(kindReason),
    termsSha256: hashOf(terms as Canonical),
    payFen: typeof terms?.payFen === 'number' ? terms.payFen : null,
    signatures: signatures.map(({ agreementId: _known, id: _row, ...rest }) => rest),
    seal: without(seal), paper: without(paper), ending: without(ending),
  }
}

/** Terms that were changed into something without a canonical form have no fingerprint, which is a finding and not an error. */
function hashOf(terms: Canonical): string | null {
  try {
    return sha256Hex(canonicalJson(terms))
  } catch {
    return null
  }
}

/** A whole bundle as text, line by line, with its header and the end that signs it. @param at UTC ms */
export async function* exportBundle(read: <T>(query: (db: Db) => Promise<T>) => Promise<T>, keys: SigningKeys, at: number): AsyncGenerator<string> {
  const whole = createHash('sha256')
  let lines = 0
  const written = (line: BundleLine): string => {
    const text = `${toLine(line)}\n`
    whole.update(text)
    lines += 1
    return text
  }
  yield written({ type: 'header', format: bundleFormat, logId: await read(findLogId), at })
  for await (const line of evidenceLines(read)) yield written(line)
  const end = { at, lines, sha256: whole.digest('hex') }
  yield `${toLine({ type: 'end', ...end, keyId: keys.keyId, signature: keys.sign(endStatement(end)) })}\n`
}
