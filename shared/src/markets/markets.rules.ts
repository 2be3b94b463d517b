/** A point on the map in degrees. */
export type Place = { lat: number; lng: number }

export const isSamePlace = (one: Place | null, other: Place | null): boolean => one === other || (one !== null && other !== null && one.lat === other.lat && one.lng === other.lng)

const earthRadiusMetres = 6_371_000
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Distance over the ground in whole metres (haversine; within 0.5 % of the true ellipsoid). */
export function metresBetween(from: Place, to: Place): number {
  const latHalf = Math.sin(radians(to.lat - from.lat) / 2)
  const lngHalf = Math.sin(radians(to.lng - from.lng) / 2)
  const chord = latHalf * latHalf + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * lngHalf * lngHalf
  return Math.round(2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(chord))))
}

/** The upright rectangle (degrees) that holds everything within so many metres of a place. */
export function areaAround({ lat, lng }: Place, metres: number): { south: number; north: number; west: number; east: number } {
  const high = (metres / earthRadiusMetres) * (180 / Math.PI)
  const wide = high / Math.cos(radians(lat))
  return { south: lat - high, north: lat + high, west: lng - wide, east: lng + wide }
}
