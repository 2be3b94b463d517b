import { randomBytes } from 'node:crypto'
import type { ApiScope } from '@market/shared/endpoint'
import { AppError, refuseProblems } from '@market/shared/errors'
import { mostKeys, type ApiKey } from '@market/shared/exchange/exchange.contract'
import { keptText } from '@market/shared/jobs/jobs.rules'
import { marketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import { hashOfKey } from '../../http/api-key'
import type { Command } from '../../http/command'
import type { Store } from '../../store/store'
import type { IdentityService } from '../identity/identity.service'
import { countKeys, findKey, insertKey, keysOf, revokeKey, type KeyRow } from './api-keys.queries'
import { findEmployer } from './exchange.queries'

/** Characters of a key that its owner sees again: the mark and six of forty-three. */
const prefixLength = 9

export type ApiKeysService = ReturnType<typeof apiKeysService>

/** Keys with which a verified business' or agency's own system calls; what a key opens is in http/api-key. */
export const apiKeysService = ({ store, identity }: { store: Store; identity: Pick<IdentityService, 'assertMayPost' | 'admitPosting'> }) => ({
  list: (employerId: string, now: number): Promise<ApiKey[]> => store.read(async (db) => (await keysOf(db, employerId, marketDay(now))).map(keyView)),

  /**
   * Makes a key. The answer is the only place where it stands; what is kept of it is a hash.
   * @throws AppError forbidden (households), not_verified, invalid_fields, too_many_keys
   */
  async make({ caller: { personId: employerId }, now, write }: Command, wanted: { name: string; scopes: ApiScope[]; dailyQuota: number }): Promise<{ key: string; made: ApiKey }> {
    const name = keptText(wanted.name)
    refuseProblems(name === '' ? [{ field: 'name', message: '请给钥匙起个名字，比如“公司招工系统”' }] : [])
    await store.read(async (db) => {
      if ((await findEmployer(db, employerId))?.kind === 'household') throw new AppError('forbidden')
      await identity.assertMayPost(db, employerId, now)
    })
    const key = `zg_${randomBytes(32).toString('base64url')}`
    const id = uuidv7()
    return write(async (tx) => {
      // Holds the employer's row: ten made at once are counted one after the other.
      await identity.admitPosting(tx, employerId, now)
      if ((await countKeys(tx, employerId)) >= mostKeys) throw new AppError('too_many_keys')
      await insertKey(tx, {
        id, employerId, name, keyHash: hashOfKey(key), prefix: key.slice(0, prefixLength), scopes: [...new Set(wanted.scopes)], dailyQuota: wanted.dailyQuota, createdAt: now,
      })
      await tx.append({ kind: 'api_key.made', subjectId: id, marketId: null, at: now, data: { employerId } })
      const row = await findKey(tx, id, employerId, marketDay(now))
      if (row === null) throw new AppError('internal')
      return { key, made: keyView(row) }
    })
  },

  /** @throws AppError not_found when it is another's */
  revoke: ({ caller: { personId: employerId }, now, write }: Command, keyId: string): Promise<ApiKey> =>
    write(async (tx) => {
      await revokeKey(tx, keyId, employerId, now)
      const row = await findKey(tx, keyId, employerId, marketDay(now))
      if (row === null) throw new AppError('not_found')
      await tx.append({ kind: 'api_key.revoked', subjectId: keyId, marketId: null, at: now, data: { employerId } })
      return keyView(row)
    }),
})

const keyView = ({ key, usedToday }: KeyRow): ApiKey => ({
  id: key.id, name: key.name, prefix: key.prefix, scopes: key.scopes as ApiScope[], dailyQuota: key.dailyQuota, usedToday: usedToday ?? 0,
  createdAt: key.createdAt, lastUsedAt: key.lastUsedAt, revokedAt: key.revokedAt,
})
