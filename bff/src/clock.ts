/** The server's clock decides every deadline; tests hand in one they can turn. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
