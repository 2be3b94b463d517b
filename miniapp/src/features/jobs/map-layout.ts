import type { JobCard } from '@market/shared/jobs/jobs.contract'
import { metresBetween, type Place } from '@market/shared/markets/markets.rules'

/**
 * A map without streets: rings of distance around one place, and the jobs in the direction and on the ring where they are.
 * Near ones have as much room as far ones, since most of what is wanted is near.
 */

/** Metres of the rings that may be drawn, each about three times the one before. */
const ringMetres = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000]
/** Shares of the width that a marker with its words takes: two that would lie on each other are one. */
const markerWidth = 0.27
const markerHeight = 0.15
/** Of the words that say how far a ring is. */
const wordsWidth = 0.24
const wordsHeight = 0.07
/** Where around a ring they may stand, in degrees from the north: below first, where they are looked for. */
const bearings = [180, 155, 205, 130, 230, 105, 255, 75, 285, 50, 310]
/** Nothing stands nearer to the middle than this: whoever is there must be seen too. The outer ring leaves room for markers. */
const innermost = 0.14
const outermost = 0.42

/** From the left and the top, 0 to 1. */
export type Spot = { x: number; y: number }

export type MapGroup = Spot & {
  /** Of its first job: stable while the list is. */
  id: string
  jobs: readonly JobCard[]
}

export type JobMap = {
  /** `share` of the width is the ring's diameter; `words` is where its distance stands, null where all around it is covered. */
  rings: readonly { metres: number; share: number; words: Spot | null }[]
  groups: readonly MapGroup[]
}

/** How far out something stands, 0 in the middle to 1 on the outer ring: a ring is as wide as the one inside it. */
const shareOf = (metres: number, rings: readonly number[]): number => {
  let inner = 0
  for (const [at, outer] of rings.entries()) {
    if (metres <= outer) return (at + (metres - inner) / (outer - inner)) / rings.length
    inner = outer
  }
  return 1
}

/** Where the middle is when the phone does not say where it is: amid the jobs. */
export function middleOf(jobs: readonly JobCard[]): Place | null {
  if (jobs.length === 0) return null
  const sum = jobs.reduce((all, { lat, lng }) => ({ lat: all.lat + lat, lng: all.lng + lng }), { lat: 0, lng: 0 })
  return { lat: sum.lat / jobs.length, lng: sum.lng / jobs.length }
}

/** @param jobs in the order of the list: the first of a group names it */
export function layOut(jobs: readonly JobCard[], middle: Place): JobMap {
  const far = Math.max(0, ...jobs.map((job) => metresBetween(middle, job)))
  const needed = ringMetres.findIndex((metres) => metres >= far)
  const rings = ringMetres.slice(0, needed < 0 ? ringMetres.length : Math.max(needed, 1) + 1)
  const groups: { id: string; x: number; y: number; jobs: JobCard[] }[] = []
  for (const job of jobs) {
    const out = innermost + shareOf(metresBetween(middle, job), rings) * (outermost - innermost)
    const bearing = Math.atan2((job.lng - middle.lng) * Math.cos((middle.lat * Math.PI) / 180), job.lat - middle.lat)
    const x = 0.5 + out * Math.sin(bearing)
    const y = 0.5 - out * Math.cos(bearing)
    const near = groups.find((group) => Math.abs(group.x - x) < markerWidth && Math.abs(group.y - y) < markerHeight)
    if (near) near.jobs.push(job)
    else groups.push({ id: job.id, x, y, jobs: [job] })
  }
  const drawn = rings.map((metres, at) => ({ metres, share: 2 * (innermost + ((at + 1) / rings.length) * (outermost - innermost)) }))
  return { rings: named(drawn, groups), groups }
}

/** Finds room for the distances of the rings, the outer one first: no marker lies on them, nor do they on each other. */
function named(rings: readonly { metres: number; share: number }[], groups: readonly Spot[]): JobMap['rings'] {
  const taken: Spot[] = []
  const covered = ({ x, y }: Spot): boolean =>
    groups.some((group) => Math.abs(group.x - x) < (markerWidth + wordsWidth) / 2 && Math.abs(group.y - y) < (markerHeight + wordsHeight) / 2) ||
    taken.some((words) => Math.abs(words.x - x) < wordsWidth && Math.abs(words.y - y) < wordsHeight)
  const found = [...rings].reverse().map((ring) => {
    const around = bearings.map((degrees) => {
      const bearing = (degrees * Math.PI) / 180
      return { x: 0.5 + (ring.share / 2) * Math.sin(bearing), y: 0.5 - (ring.share / 2) * Math.cos(bearing) }
    })
    const words = around.find((spot) => !covered(spot)) ?? null
    if (words) taken.push(words)
    return { ...ring, words }
  })
  return found.reverse()
}
