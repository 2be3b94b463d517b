import { AppError } from '@market/shared/errors'
import type { Me, Tokens } from '@market/shared/session/session.contract'
import { day } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { WechatGateway } from '../../gateways/wechat/wechat'
import type { AccessTokens } from '../../http/access-token'
import type { Caller } from '../../http/caller'
import type { Db, Store, Tx } from '../../store/store'
import { refreshTokens, type RefreshLink } from './refresh-token'
import {
  findLivingSession, findMe, findOrCreatePerson, insertSession, revokeSession, revokeSessionsOf, rotateSession,
} from './session.queries'

/** A session not used for this long ends by itself; each refresh begins it anew. */
export const sessionLifetime = 30 * day

/**
 * For this long after a rotation the token before is answered with the same successor again. Phones lose answers: in a
 * lift, in a dead corner of the market hall. Whoever stole the old token gains nothing he could not have had by using it
 * first, and is found out like any other thief when one of the two falls behind.
 */
export const lostAnswerGrace = 30_000

export type SessionService = ReturnType<typeof sessionService>

/** Who is here: from WeChat's code to our tokens, and out again. */
export const sessionService = ({ store, wechat, tokens, tokenKey }: {
  store: Store
  wechat: Pick<WechatGateway, 'sessionFromCode'>
  tokens: AccessTokens
  /** Refresh tokens' key is derived from it. */
  tokenKey: string
}) => {
  const chain = refreshTokens(tokenKey)

  const pair = (personId: string, link: RefreshLink, now: number): Tokens => {
    const access = tokens.sign({ personId, sessionId: link.sessionId }, now)
    return { accessToken: access.token, accessExpiresAt: access.expiresAt, refreshToken: chain.make(link) }
  }

  /** @throws AppError session_revoked when the person is gone */
  const meView = async (db: Db, personId: string, now: number): Promise<Me> => {
    const me = await findMe(db, personId, now)
    if (!me) throw new AppError('session_revoked')
    return me
  }

  /** Opens a session within a running write. */
  const issueTokens = async (tx: Tx, personId: string, now: number): Promise<Tokens> => {
    const link = { sessionId: uuidv7(), generation: 1 }
    const issued = pair(personId, link, now)
    await insertSession(tx, {
      id: link.sessionId,
      personId,
      refreshHash: chain.hash(issued.refreshToken),
      createdAt: now,
      refreshedAt: now,
      expiresAt: now + sessionLifetime,
    })
    return issued
  }

  /** The person a refresh token still stands for; a token from further back ends its session. */
  const rotateIn = async (tx: Tx, shown: string, link: RefreshLink, next: string, now: number): Promise<string | null> => {
    const from = chain.hash(shown)
    const rotated = await rotateSession(tx, { id: link.sessionId, from, to: chain.hash(next), now, expiresAt: now + sessionLifetime })
    if (rotated !== null) return rotated
    const session = await findLivingSession(tx, link.sessionId, now)
    if (!session) return null
    if (session.previousRefreshHash === from && now - session.refreshedAt <= lostAnswerGrace) return session.personId
    // Two hold this session, and one of them stole it. Both have to enter through WeChat, which only the owner can.
    await revokeSession(tx, link.sessionId, now)
    return null
  }

  return {
    meView,
    issueTokens,

    /** @throws AppError wechat_code_refused, rate_limited, upstream_unavailable */
    async signIn(code: string, now: number): Promise<{ tokens: Tokens; me: Me }> {
      const { openid } = await wechat.sessionFromCode(code)
      return store.write(async (tx) => {
        const personId = await findOrCreatePerson(tx, { id: uuidv7(), openid, createdAt: now })
        return { tokens: await issueTokens(tx, personId, now), me: await meView(tx, personId, now) }
      })
    },

    /** @throws AppError session_revoked: forged, ended, expired, or a token that was rotated away */
    async refresh(shown: string, now: number): Promise<{ tokens: Tokens; me: Me }> {
      const link = chain.read(shown)
      if (!link) throw new AppError('session_revoked')
      const next = { sessionId: link.sessionId, generation: link.generation + 1 }
      const nextToken = chain.make(next)
      // The refusal is thrown after the write: inside it would undo the revocation.
      const renewed = await store.write(async (tx) => {
        const personId = await rotateIn(tx, shown, link, nextToken, now)
        return personId === null ? null : { tokens: pair(personId, next, now), me: await meView(tx, personId, now) }
      })
      if (!renewed) throw new AppError('session_revoked')
      return renewed
    },

    signOut: (caller: Caller, now: number): Promise<void> => store.write((tx) => revokeSession(tx, caller.sessionId, now)),

    /** Ends every session of a person within a running write: whoever holds one of their tokens is turned away at once. */
    endAll: (tx: Tx, personId: string, now: number): Promise<void> => revokeSessionsOf(tx, personId, now),

    signOutEverywhere: (caller: Caller, now: number): Promise<void> => store.write((tx) => revokeSessionsOf(tx, caller.personId, now)),

    me: (caller: Caller, now: number): Promise<Me> => store.read((db) => meView(db, caller.personId, now)),
  }
}
