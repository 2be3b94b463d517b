import { checkAgreement, type CheckedAgreement } from './agreement-check'
import { readLine, type AgreementLine } from './bundle'
import type { TrustedKeys } from './findings'

/** An agreement as it was read from a database, or a bundle's line of one, which is still to be read. */
export type Unchecked = AgreementLine | string

/** Where agreements are checked by themselves: nearly all the work there is, and none of it needs the others. */
export type Checking = {
  /** So many stretches may be under way at once; more would only wait in memory. */
  readonly atOnce: number
  /** In the order they were given; null for a line that is none of an agreement. @throws Error when it could not be done */
  check(some: readonly Unchecked[]): Promise<(CheckedAgreement | null)[]>
}

export const checkAll = (some: readonly Unchecked[], keys: TrustedKeys): (CheckedAgreement | null)[] =>
  some.map((one) => {
    const line = typeof one === 'string' ? readLine(one) : one
    return line?.type === 'agreement' ? checkAgreement(line, keys) : null
  })

/** On the thread that asks: for what is small, and what threads are held against. */
export const checkHere = (keys: TrustedKeys): Checking => ({ atOnce: 1, check: async (some) => checkAll(some, keys) })

/** Keys are in order in every line we take, so an agreement's begins with this; what does not is none. */
const beginning = '{"applicationId":'
export const mayBeAgreement = (line: string): boolean => line.startsWith(beginning)
