import { hour, marketDay } from '@market/shared/words/time'

export type Keeping = {
  /** The newest of each of so many hours that have one. */
  hourly: number
  /** And the newest of each of so many days (Asia/Shanghai). */
  daily: number
}

/** What of these backups may go; the newest never does. @param times UTC ms */
export function whichToRemove(times: readonly number[], { hourly, daily }: Keeping): number[] {
  const newestFirst = [...times].sort((one, other) => other - one)
  const kept = new Set(newestFirst.slice(0, 1))
  const keepNewestOfEach = (slotOf: (at: number) => string | number, most: number): void => {
    const slots = new Set<string | number>()
    for (const at of newestFirst) {
      if (slots.size < most && !slots.has(slotOf(at))) kept.add(at)
      slots.add(slotOf(at))
    }
  }
  keepNewestOfEach((at) => Math.floor(at / hour), hourly)
  keepNewestOfEach(marketDay, daily)
  return newestFirst.filter((at) => !kept.has(at))
}
