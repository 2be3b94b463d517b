import { overlaps } from '@market/shared/apply/apply.rules'
import { unplacedWords } from '@market/shared/dispatch/dispatch.rules'
import type { JobFacts, Seeker } from '@market/shared/match/facts'
import { hardRulesBroken, hardRuleWords } from '@market/shared/match/hard-rules'
import { shortList, stretch } from '@market/shared/words/show'

/** Everything that is in the way of sending one person to a job, in words; each promise at the same hours by itself. */
export function collisionsOf(job: JobFacts, seeker: Seeker, refusedToday: boolean, now: number): string[] {
  const rules = hardRulesBroken(job, seeker, now).flatMap((rule) =>
    rule === 'overlap' ? seeker.busy.filter((hours) => overlaps(hours, job)).map(({ startsAt, endsAt }) => `${hardRuleWords.overlap}（${stretch(startsAt, endsAt, now)}）`) : [hardRuleWords[rule]])
  return refusedToday ? [...rules, unplacedWords.refused_before] : rules
}

/** Why so many people have no room at a job with `left` places. */
export const roomWords = (people: number, left: number): string =>
  people > 1 ? `这个队 ${people} 个人一起走，这个活还空 ${left} 个位子` : '这个活的位子已经派满，先挪走一个人'

/** What is in the way of a move: of all its people at once, so that staff do not find out one by one. Null when nothing is. */
export const moveCollisions = (people: readonly { number: number; collisions: readonly string[] }[], room: string | null): string | null => {
  const all = [...people.flatMap(({ number, collisions }) => collisions.map((words) => `${number} 号不能去：${words}`)), ...(room === null ? [] : [room])]
  return all.length === 0 ? null : shortList(all)
}
