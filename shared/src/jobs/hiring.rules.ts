import type { Hiring } from '../words/lists'
import { hour, minute } from '../words/time'

/** How long those who have worked for an employer before have a posting to themselves, and how long before the start it ends in any case. */
const knownFirstFor = 30 * minute
const publicBeforeStart = hour

/**
 * From when everybody may apply (UTC ms), or null when everybody may at once: at other ways of hiring, and when the work begins
 * so soon that nobody may be kept waiting.
 * @param publishedAt UTC ms
 */
export const publicFromOf = (hiring: Hiring, publishedAt: number, startsAt: number): number | null => {
  const from = Math.min(publishedAt + knownFirstFor, startsAt - publicBeforeStart)
  return hiring === 'known_first' && from > publishedAt ? from : null
}

/** Whether somebody the employer does not know has to wait at `now`. */
export const isForKnownOnly = ({ publicFrom }: { publicFrom: number | null }, now: number): boolean => publicFrom !== null && now < publicFrom
