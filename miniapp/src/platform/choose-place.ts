import Taro from '@tarojs/taro'
import type { Place } from './location'

/** Where something is, as exactly as it is needed to find it; in the mini-program also the address that the map knows. */
export type ChosenPlace = Place & { address: string | null }

/**
 * Lets somebody who stands at a market, or points to it on the map, say where it is. Null when they would rather not or the
 * phone cannot tell. Places of markets are public: nothing here is about the person.
 */
export function choosePlace(): Promise<ChosenPlace | null> {
  if (process.env.TARO_ENV !== 'h5') {
    return Taro.chooseLocation({}).then(
      ({ latitude, longitude, address }) => ({ lat: latitude, lng: longitude, address: address === '' ? null : address }),
      () => null,
    )
  }
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: rounded(coords.latitude), lng: rounded(coords.longitude), address: null }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 0 },
    )
  })
}

/** Five decimals are a metre. */
const rounded = (degrees: number): number => Math.round(degrees * 100_000) / 100_000
