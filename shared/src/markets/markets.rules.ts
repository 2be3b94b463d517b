import type { MarketKind } from '../words/lists'

/** A point on the map in degrees. */
export type Place = { lat: number; lng: number }

const earthRadiusMetres = 6_371_000
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Distance over the ground in whole metres (haversine; within 0.5 % of the true ellipsoid). */
export function metresBetween(from: Place, to: Place): number {
  const latHalf = Math.sin(radians(to.lat - from.lat) / 2)
  const lngHalf = Math.sin(radians(to.lng - from.lng) / 2)
  const chord = latHalf * latHalf + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * lngHalf * lngHalf
  return Math.round(2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(chord))))
}

const endsLikeAPlace = /(省|市|县|区|街道|乡|镇|社区|村)$/
const endsLikeAStation = /(街道|乡|镇|社区|村)$/

/**
 * The standard name of a market or station (policy of 2024-07-03, clause 七): `XX市（县、区）零工市场`,
 * `XX街道（乡镇）、社区（村）零工服务站`.
 * @param kind a specialised market carries its trade in front of 零工市场
 * @param placeName the place with its own ending, e.g. 洛阳市, 涧西区, 开元路街道; a station's may hold the places above it
 * @param specialty for a specialised market, e.g. 建筑
 * @throws RangeError when the place has no ending that the standard knows, or a specialised market has no specialty
 */
export function composeMarketName(kind: MarketKind, placeName: string, specialty = ''): string {
  const place = placeName.trim()
  if (kind === 'station') {
    if (!endsLikeAStation.test(place)) throw new RangeError('a station belongs to a street, a township, a community or a village')
    return `${place}零工服务站`
  }
  if (!endsLikeAPlace.test(place)) throw new RangeError('a market is named after a place with its ending, such as 洛阳市')
  if (kind === 'specialised' && specialty === '') throw new RangeError('a specialised market says what it is for')
  return `${place}${kind === 'specialised' ? specialty : ''}零工市场`
}
