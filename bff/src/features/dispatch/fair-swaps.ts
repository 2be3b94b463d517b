import { pointsAt, type Crowd, type Placing } from './crowd'

/** People looked at between two moments at which others may work. */
const peoplePerStep = 16

/**
 * Among equals who has waited longest comes first: people stand in the order of their waiting, and whoever could change with
 * somebody behind them and be better off for it does, as long as the total does not fall. Changes `placing`.
 * @param fixed people who stay where they are: crews
 */
export function* fairSwaps(crowd: Crowd, placing: Placing, fixed: ReadonlySet<number>): Generator<void, void> {
  const { people, jobs, first, job, points } = crowd
  const holders: number[][] = Array.from({ length: jobs }, () => [])
  for (let person = 0; person < people; person += 1) if (placing[person]! >= 0 && !fixed.has(person)) holders[placing[person]!]!.push(person)
  const put = (person: number, wanted: number): void => {
    placing[person] = wanted
    if (wanted >= 0) holders[wanted]!.push(person)
  }
  const take = (person: number): void => {
    const own = holders[placing[person]!]
    own?.splice(own.indexOf(person), 1)
  }

  /** The first change this person may ask for, or null. */
  const changeFor = (person: number): number | null => {
    const now = placing[person]!
    const has = now < 0 ? 0 : pointsAt(crowd, person, now)
    for (let at = first[person]!; at < first[person + 1]!; at += 1) {
      if (points[at]! <= has) continue
      for (const other of holders[job[at]!]!) {
        if (other < person) continue
        const loses = pointsAt(crowd, other, job[at]!)
        const gets = now < 0 ? 0 : pointsAt(crowd, other, now)
        // Who gets nothing has no points there: from a place to another place both must be able to go.
        if (now >= 0 && gets === 0) continue
        if (points[at]! + gets >= has + loses) return other
      }
    }
    return null
  }

  // Each change helps somebody who has waited longer and costs nothing in all, so that it comes to an end.
  for (let changed = true; changed; ) {
    changed = false
    for (let person = 0; person < people; person += 1) {
      if (person % peoplePerStep === 0) yield
      if (fixed.has(person)) continue
      for (let other = changeFor(person); other !== null; other = changeFor(person)) {
        const [mine, theirs] = [placing[person]!, placing[other]!]
        take(person)
        take(other)
        put(person, theirs)
        put(other, mine)
        changed = true
      }
    }
  }
}
