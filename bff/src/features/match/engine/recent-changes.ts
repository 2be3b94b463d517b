import type { JobFacts } from '@market/shared/match/facts'

/** So many changes are kept: a busy minute of a province. Whoever looked longer ago looks at everything again. */
const most = 512

/** A job as it was put in, or null when it was taken out. */
export type Change = { id: string; job: JobFacts | null }

/** The jobs that were changed last, in their order, so that what was found before can be judged by them alone. */
export class RecentChanges {
  readonly #changes: Change[] = []
  /** How many there have been, what is not kept any more included. */
  count = 0
  /** Up to here nothing can be said: what changed then was no single job. */
  #unknownUpTo = 0

  add(change: Change): void {
    this.#changes[this.count % most] = change
    this.count += 1
  }

  /** Something that every job's points depend on has changed. */
  everything(): void {
    this.count += 1
    this.#unknownUpTo = this.count
  }

  /** What changed after there had been `count` of them; null where that is not known any more. */
  since(count: number): Change[] | null {
    if (count < this.#unknownUpTo || this.count - count > most) return null
    const changes: Change[] = []
    for (let at = count; at < this.count; at += 1) {
      const change = this.#changes[at % most]
      if (change !== undefined) changes.push(change)
    }
    return changes
  }
}
