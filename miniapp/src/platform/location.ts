export type Place = { lat: number; lng: number }
/** A rectangle of the map, degrees. */
export type MapArea = { south: number; north: number; west: number; east: number }

/** Two decimals are about a kilometre: enough to say what is near, too little to say who lives where. */
const coarse = (degrees: number): number => Math.round(degrees * 100) / 100

/**
 * Roughly where the phone is, or null when the person refuses or it cannot tell. To be called only from a tap
 * that says what for: the system asks the person at that moment.
 */
export function coarsePlace(): Promise<Place | null> {
  return new Promise((resolve) => {
    const found = (latitude: number, longitude: number): void => resolve({ lat: coarse(latitude), lng: coarse(longitude) })
    if (process.env.TARO_ENV === 'h5') {
      if (!navigator.geolocation) return resolve(null)
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => found(coords.latitude, coords.longitude),
        () => resolve(null),
        { enableHighAccuracy: false, timeout: 8000, maximumAge: 300_000 },
      )
      return
    }
    if (!wx.getFuzzyLocation) return resolve(null)
    wx.getFuzzyLocation({
      type: 'gcj02',
      success: ({ latitude, longitude }) => found(latitude, longitude),
      fail: () => resolve(null),
    })
  })
}
