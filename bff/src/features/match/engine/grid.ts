import type { Place } from '@market/shared/markets/markets.rules'

const diameterMetres = 2 * 6_371_000
const radiansPerMicrodegree = Math.PI / 180 / 1e6
/** Distances are rounded to whole metres, and sums of floating point are not exact: no bound is nearer than this. */
const slackMetres = 1

/** Where a search begins: microdegrees, and the cosine of the latitude. */
export type Origin = { lat: number; lng: number; cosine: number }
export const originAt = ({ lat, lng }: Place): Origin => ({ lat: lat * 1e6, lng: lng * 1e6, cosine: Math.cos((lat * Math.PI) / 180) })

/**
 * Metres that a place so far north or south and east or west (microdegrees, both ≥ 0) is away at least: the haversine
 * formula with sines and cosines replaced by what they are never below.
 * @param farLat the furthest that the place may be north or south
 */
export function leastMetres(cosine: number, north: number, east: number, farLat: number): number {
  const x = north * radiansPerMicrodegree * 0.5
  const y = east * radiansPerMicrodegree * 0.5
  // sin²x ≥ x² − x⁴/3, while that is positive; a cosine falls by no more than the angle changes.
  const sineX = x < 1 ? x * x * (1 - x * x * 0.334) : 0
  const sineY = y < 1 ? y * y * (1 - y * y * 0.334) : 0
  const otherCosine = cosine - farLat * radiansPerMicrodegree
  const metres = diameterMetres * Math.sqrt(otherCosine > 0 ? sineX + cosine * otherCosine * sineY : sineX) - slackMetres
  return metres > 0 ? metres : 0
}

/** Two lines of the processor’s cache hold a column of so many: fewer, and looking at cells costs more than looking at jobs. */
const jobsPerCell = 32
/** No cell is smaller, in microdegrees: some 300 m. */
const leastCell = 3_000

/** Equal cells over the rectangle that some jobs lie in; microdegrees. */
export class Grid {
  readonly rows: number
  readonly columns: number
  readonly height: number
  readonly width: number

  constructor(readonly south: number, readonly west: number, north: number, east: number, jobs: number) {
    const cells = Math.max(1, jobs / jobsPerCell)
    const side = Math.max(leastCell, Math.sqrt(((north - south + 1) * (east - west + 1)) / cells))
    this.rows = Math.max(1, Math.ceil((north - south + 1) / side))
    this.columns = Math.max(1, Math.ceil((east - west + 1) / side))
    // A strip of jobs would make one long row of cells: never more of them than asked for.
    if (this.rows * this.columns > cells * 2 + 4) {
      this.rows = Math.min(this.rows, Math.max(1, Math.round(cells)))
      this.columns = Math.min(this.columns, Math.max(1, Math.floor((cells * 2 + 4) / this.rows)))
    }
    this.height = Math.ceil((north - south + 1) / this.rows)
    this.width = Math.ceil((east - west + 1) / this.columns)
  }

  get cells(): number {
    return this.rows * this.columns
  }

  /** The cell of a place within the rectangle. */
  cellOf(lat: number, lng: number): number {
    return this.rowOf(lat) * this.columns + this.columnOf(lng)
  }

  /** The row, or the nearest one for a place outside. */
  rowOf(lat: number): number {
    return Math.min(this.rows - 1, Math.max(0, Math.floor((lat - this.south) / this.height)))
  }

  columnOf(lng: number): number {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((lng - this.west) / this.width)))
  }

  /** Microdegrees from a latitude to the nearest edge of a row; 0 inside. */
  northTo(row: number, lat: number): number {
    const low = this.south + row * this.height
    return lat < low ? low - lat : Math.max(0, lat - (low + this.height))
  }

  /** Microdegrees from a latitude to the further edge of a row. */
  northAcross(row: number, lat: number): number {
    const low = this.south + row * this.height
    return Math.max(Math.abs(low - lat), Math.abs(low + this.height - lat))
  }

  eastTo(column: number, lng: number): number {
    const low = this.west + column * this.width
    return lng < low ? low - lng : Math.max(0, lng - (low + this.width))
  }
}
