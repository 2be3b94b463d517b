import type { Endpoint } from '@market/shared/endpoint'
import { wechatOverHttp } from '../../src/gateways/wechat/wechat.http'
import { startWechatSandbox } from '../../src/gateways/wechat/wechat.sandbox'
import { entries } from '../scope-matrix/entries'
import type { Entry } from '../scope-matrix/entry'
import { consent } from '@market/shared/register/consent'
import { createOwnThings, ownThings, type OwnThings } from '../scope-matrix/own-things'
import { createWorld, type World } from '../scope-matrix/world'
import { monday0440 } from '../support/clock'
import { testConfig } from '../support/config'
import { unloading } from '../support/journey'
import { idNumber } from '../support/people'
import { callersIn, standingOf, type Callers } from './callers'
import { knownValues } from './known-values'
import type { KnownValues } from './shapes'
import type { Sent } from './spoiling'
import { watchWrites, type Watch } from './watch'

/** Two markets and their people, as in the scope matrix, with somebody outside who answers, and everything that is there by name. */
export type Stage = {
  world: World
  own: OwnThings
  callers: Callers
  watch: Watch
  known: KnownValues
  /** Notes what has come into the database since. */
  refresh(): Promise<void>
  /** Whether everybody still is who they were. */
  isIntact(): Promise<boolean>
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const { wechat: account } = testConfig()
  // Without WeChat every other answer would be that it is away.
  const sandbox = await startWechatSandbox({ ...account, now: () => monday0440 })
  const settings = { ...account, apiBase: sandbox.url }
  // Whoever taps the phone button has the number they say, as in other tests.
  const wechat = { ...wechatOverHttp(settings, { clock: { now: () => monday0440 } }), phoneNumber: (code: string) => Promise.resolve(code) }
  const world = await createWorld({ config: { wechat: settings }, gateways: { wechat, sms: { send: () => Promise.resolve('sent') } } })
  // Nothing changes by itself.
  await world.app.chores.stop()
  const own = await createOwnThings(world)
  const callers = callersIn(world, own)
  const before = await standingOf(world.app.store, callers)
  const isIntact = async () => (await standingOf(world.app.store, callers)) === before
  const close = async () => {
    await world.close()
    await sandbox.close()
  }
  return { world, own, callers, isIntact, close, watch: watchWrites(world.app), ...(await knownValues(world.app.store)) }
}

/** Calls that neither staff make nor are about one's own things. */
const others: Readonly<Record<string, (stage: Stage) => Sent>> = {
  'jobs.create': ({ world }) => ({ body: unloading(world.here.marketId) }),
  'jobs.appeal': ({ world }) => ({ body: { draft: unloading(world.here.marketId), text: '没有写错' } }),
  'register.worker': () => ({ body: { name: '王建国', idNumber: idNumber(), phone: '13800005678', trades: ['4-02-05-01'], wishedPayFen: 20_000, wishedPayUnit: 'day', skillLevel: 'junior', consent: consent.version } }),
  'register.employer': () => ({ body: { kind: 'household', name: '李宏运', licence: idNumber(), contactName: '李宏运', phone: '13900001234', consent: consent.version } }),
  'identity.check': () => ({ body: { name: '王建国', idNumber: idNumber(), consent: consent.version } }),
  'identity.ask_review': ({ world }) => ({ body: { marketId: world.here.marketId } }),
  'arrive.upload': ({ world }) => ({ body: { marketId: world.here.marketId, deviceId: 'phone-0001', sentAt: monday0440, items: [{ scanId: 'scan-any-0001', sequence: 1, capturedAt: monday0440, clockOffset: 0, code: 'x', provisional: 'accepted' }, null] } }),
  'transfer.create': ({ world }) => ({ body: { toMarketId: world.there.marketId } }),
}

/** Calls of an endpoint that would be answered, for others to be spoilt from: what the scope matrix knows of it. */
export async function examplesOf({ action, who, params, body }: Endpoint, stage: Stage): Promise<Sent[]> {
  const { world, own } = stage
  const entry = (entries as Record<string, unknown>)[action] as Entry<Endpoint> | undefined
  if (entry?.about === 'a list') return [entry.request as Sent]
  if (entry?.about === 'the province') return [(await entry.request(world)) as Sent]
  if (entry) {
    const role = [who].flat()[0] as keyof World['here']['people']
    return [(await entry.request(world.here, role, world)) as Sent, (await entry.request(world.there, role, world)) as Sent]
  }
  const things = (ownThings as Record<string, unknown>)[action]
  if (things !== undefined) return [{ params: own.ids, ...(typeof things === 'object' ? (things as { body: unknown }) : {}) }]
  const other = others[action]
  if (other) return [other(stage)]
  return params === undefined && body === undefined ? [{}] : []
}
