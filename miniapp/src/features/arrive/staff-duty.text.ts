import type { Duty } from '@market/shared/arrive/arrive.contract'

export type ExpectedPerson = Duty['people'][number]

/** Who is still to come first, soonest start first; then those who are here, the latest arrival first. */
export function sortExpected(people: readonly ExpectedPerson[]): { coming: ExpectedPerson[]; here: ExpectedPerson[] } {
  return {
    coming: people.filter(({ arrivedAt }) => arrivedAt === null).sort((one, other) => one.startsAt - other.startsAt),
    here: people.filter(({ arrivedAt }) => arrivedAt !== null).sort((one, other) => (other.arrivedAt ?? 0) - (one.arrivedAt ?? 0)),
  }
}

/** Those whose number begins with what was typed; everybody while nothing is. */
export const withNumber = (people: readonly ExpectedPerson[], typed: string): ExpectedPerson[] =>
  typed === '' ? [...people] : people.filter(({ number }) => number !== null && String(number).startsWith(typed))

/** Whether somebody may be entered by hand: one at a time, who was looked for by their number, or has none. */
export const mayEnter = ({ arrivedAt, byHand, number }: ExpectedPerson, typed: string): boolean => arrivedAt === null && !byHand && (typed !== '' || number === null)

/** Whether scanning goes on without a network. `time` is of the list on this phone, null while there is none. */
export const rosterWords = (time: string | null): string => (time === null ? '没网时用的名单还没拿到，请连着网等一下' : `没网也能扫，名单是 ${time} 的`)

/** `应到 12 人，还有 7 人没到`. */
export function expectedWords({ expected, arrived }: Pick<Duty, 'expected' | 'arrived'>): string {
  if (expected === 0) return '今天还没有签好约的人'
  const missing = Math.max(0, expected - arrived)
  return missing === 0 ? `应到 ${expected} 人，都到齐了` : `应到 ${expected} 人，还有 ${missing} 人没到`
}
