import Taro from '@tarojs/taro'

/**
 * Tells whether the phone has a network: once at the start, and on every change. A network is not yet a server
 * that answers, so this only decides when to try again, never what is true.
 */
export function watchNetwork(tell: (online: boolean) => void): void {
  if (process.env.TARO_ENV === 'h5') {
    tell(navigator.onLine)
    window.addEventListener('online', () => tell(true))
    window.addEventListener('offline', () => tell(false))
    return
  }
  void Taro.getNetworkType()
    .then(({ networkType }) => tell(networkType !== 'none'))
    .catch(() => undefined)
  Taro.onNetworkStatusChange(({ isConnected }) => tell(isConnected))
}
