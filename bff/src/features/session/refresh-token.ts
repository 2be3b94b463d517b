import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** One link in the chain of a session's refresh tokens. */
export type RefreshLink = {
  sessionId: string
  /** 1 for the token of the sign-in, one more with every rotation. */
  generation: number
}

export interface RefreshTokens {
  make(link: RefreshLink): string
  /** The link a token stands for, or null when we never made it. Says nothing about whether it still counts. */
  read(token: string): RefreshLink | null
  /** What the database holds instead of the token: a copy of the database opens no session. */
  hash(token: string): string
}

/**
 * Refresh tokens as a chain: session, generation and a 256-bit MAC over both.
 *
 * Not plain random numbers, for two reasons. A token of any earlier generation is recognised as ours and old, so a thief
 * who rotates a stolen token twice is noticed all the same as soon as the owner shows his; with random ones only the
 * previous token could be remembered. And the next token can be made again: an answer that was lost on the way is
 * repeated instead of a second successor being issued.
 */
export function refreshTokens(tokenKey: string): RefreshTokens {
  // A key of its own: access tokens are signed with the other one.
  const key = createHmac('sha256', tokenKey).update('refresh tokens').digest()
  const macOf = (sessionId: string, generation: string) => createHmac('sha256', key).update(`${sessionId}.${generation}`).digest()

  return {
    make: ({ sessionId, generation }) => `${sessionId}.${generation}.${macOf(sessionId, String(generation)).toString('base64url')}`,
    read(token) {
      const [, sessionId, generation, mac] = /^([0-9a-f-]{36})\.([1-9][0-9]{0,8})\.([\w-]{43})$/.exec(token) ?? []
      if (sessionId === undefined || generation === undefined || mac === undefined) return null
      const given = Buffer.from(mac, 'base64url')
      const expected = macOf(sessionId, generation)
      return given.length === expected.length && timingSafeEqual(given, expected) ? { sessionId, generation: Number(generation) } : null
    },
    hash: (token) => createHash('sha256').update(token).digest('base64url'),
  }
}
