/** What `children/market-server.ts` says to the process that started it: that it is there, then one market for each `open`. */
export type MarketMessage = 'ready' | OpenedMarket

/** A market with a server, a database and a WeChat of its own. */
export type OpenedMarket = {
  /** Address of the API. */
  api: string
  /** Address of the WeChat beside it; its `/sandbox/login-codes` gives codes of `wx.login`. */
  wechat: string
  /** Address of the short messages; its `/sandbox/messages?phone=` shows what a number got. */
  sms: string
  /** What is printed at the gate. */
  gateLink: string
  /** Whom WeChat knows as the member of staff here. */
  staffOpenid: string
  /** A valid ID number of nobody who is registered. */
  idNumber: string
  /** Another's, who hires. */
  employerIdNumber: string
}
