export type Place = { lat: number; lng: number }
/** A rectangle of the map, degrees. */
export type MapArea = { south: number; north: number; west: number; east: number }

/** Two decimals are about a kilometre: enough to say what is near, too little to say who lives where. */
const coarse = (degrees: number): number => Math.round(degrees * 100) / 100

/**
 * Roughly where the phone is, or null when the person refuses or it cannot tell. To be called only from a tap
 * that says what for, or where `placeIsAllowed`: the system asks the person at that moment.
 * @param oldest how old a place the phone remembers may be, ms; WeChat always looks anew
 */
export function coarsePlace(oldest = 300_000): Promise<Place | null> {
  return new Promise((resolve) => {
    const found = (latitude: number, longitude: number): void => resolve({ lat: coarse(latitude), lng: coarse(longitude) })
    if (process.env.TARO_ENV === 'h5') {
      if (!navigator.geolocation) return resolve(null)
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => found(coords.latitude, coords.longitude),
        () => resolve(null),
        { enableHighAccuracy: false, timeout: 8000, maximumAge: oldest },
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

const scope = 'scope.userFuzzyLocation'

/** Whether the person has allowed it before, so that the system asks nothing. False also where that cannot be told. */
export async function placeIsAllowed(): Promise<boolean> {
  if (process.env.TARO_ENV !== 'h5') return (await wechatAnswer()) === true
  try {
    return (await navigator.permissions.query({ name: 'geolocation' })).state === 'granted'
  } catch {
    return false
  }
}

/**
 * WeChat asks once: whoever refused then is led to its settings, where they can change their mind. A browser has no such
 * page to open. To be called from a tap.
 */
export async function reconsiderPlace(): Promise<void> {
  if (process.env.TARO_ENV === 'h5' || (await wechatAnswer()) !== false) return
  await new Promise<void>((resolve) => (wx.openSetting ? wx.openSetting({ success: () => resolve(), fail: () => resolve() }) : resolve()))
}

/** What the person said when WeChat asked; undefined when it never has. */
const wechatAnswer = (): Promise<boolean | undefined> =>
  new Promise((resolve) => {
    if (!wx.getSetting) return resolve(undefined)
    wx.getSetting({ success: ({ authSetting }) => resolve(authSetting[scope]), fail: () => resolve(undefined) })
  })
