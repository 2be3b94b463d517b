import Taro from '@tarojs/taro'

/** Opens the phone's own dialler with the number; the person still has to press call. */
export async function callPhone(number: string): Promise<void> {
  if (process.env.TARO_ENV === 'h5') {
    window.location.href = `tel:${number}`
    return
  }
  try {
    await Taro.makePhoneCall({ phoneNumber: number })
  } catch {
    // The person changed their mind.
  }
}
