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
/** Nothing stands nearer to the middle than this: whoever is there must be seen too. The outer ring leaves room for markers. */
const innermost = 0.14
const outermost = 0.42

export type MapGroup = {
  /** Of its first job: stable while the list is. */
  id: string
  /** From the left and the top, 0 to 1. */
  x: number
  y: number
  jobs: readonly JobCard[]
}

export type JobMap = {
  /** `share` of the width is the ring's diameter. */
  rings: readonly { metres: number; share: number }[]
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
  return { rings: rings.map((metres, at) => ({ metres, share: 2 * (innermost + ((at + 1) / rings.length) * (outermost - innermost)) })), groups }
}
