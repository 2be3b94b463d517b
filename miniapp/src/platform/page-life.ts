/** Moments of a page's life, from here so that pages know no platform. */
export { useDidHide, useDidShow, useLaunch, usePullDownRefresh, stopPullDownRefresh } from '@tarojs/taro'
