/** Whether this runs inside WeChat, which signs people in by itself; otherwise it is a browser. */
export const insideWeChat = process.env.TARO_ENV !== 'h5'
