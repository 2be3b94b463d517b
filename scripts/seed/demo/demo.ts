import { buildApp } from '@market/bff/app'
import type { Config } from '@market/bff/config'
import type { KeyRing } from '@market/bff/crypto/key-files'
import type { TimestampAuthority } from '@market/bff/gateways/tsa/tsa'
import { identityOverHttp } from '@market/bff/gateways/identity/identity.http'
import type { WechatGateway } from '@market/bff/gateways/wechat/wechat'
import { noCrowd } from '@market/bff/http/waiting-room'
import { accessTokens } from '@market/bff/http/access-token'
import type { Store } from '@market/bff/store/store'
import { AppError } from '@market/shared/errors'
import type { Place } from '@market/shared/markets/markets.rules'
import { marketDay } from '@market/shared/words/time'
import { readSeed, recordSeed } from '../seed-record'
import { callerOf } from './caller'
import { markDemoPeople, registerEverybody, signEverybodyIn } from './enter'
import { inventPeople, type DemoPeople } from './people'
import { planDemo, storyLength } from './plan'
import { actsOn, playPlan, type Refusals, type Stage } from './play'
import { leaveScenes, sceneMarkets } from './scenes'
import { verifyBusinesses, verifyLicences, verifyOfficials } from './verify'
import { leaveIdentities, leavePostings, leaveQueues } from './waiting'

/** How many workers the demo market has. */
const usualWorkers = 240

const storyBegun = 'seed:demo-begun'
const storyTold = 'seed:demo-told'

/** Demo people hold no phone in their hands: their openid does for WeChat's codes, in this process and nowhere else. Nobody is written to. */
const demoWechat = ({ workers, crowd, employers }: DemoPeople): WechatGateway => ({
  sessionFromCode: (openid) => Promise.resolve({ openid }),
  phoneNumber: (openid) => Promise.resolve([...workers, ...crowd, ...employers].find((person) => person.openid === openid)?.phone ?? null),
  readIdCard: () => Promise.reject(new AppError('upstream_unavailable')),
  sendMessage: () => Promise.resolve({ result: 'no_consent', errcode: null }),
})

export type DemoOptions = {
  store: Store
  config: Config
  keyRing: KeyRing
  /** The timestamp authority of the story, which goes by the story's clock. */
  timestamps: (now: () => number) => TimestampAuthority
  /** UTC ms; the story ends here. */
  now: number
  note?: (text: string) => void
  workerCount?: number
}

/**
 * Fills the demo market with people and a day and a half of life up to now, once. On a later day it tells the days in
 * between, so that there are always jobs ahead. What a crash interrupted is played again under the same keys: acts that
 * took place are not repeated.
 * @returns what the product refused, or null when there was nothing to do
 */
export async function seedDemo({ store, config, keyRing, timestamps, now, note = () => undefined, workerCount = usualWorkers }: DemoOptions): Promise<Refusals | null> {
  const told = await readSeed(store, storyTold)
  const begun = await readSeed(store, storyBegun)
  const interrupted = begun !== null && begun !== told
  if (!interrupted && told !== null && marketDay(told) >= marketDay(now)) return null
  const until = interrupted ? begun : now
  await store.write((tx) => recordSeed(tx, storyBegun, until))

  const place = await demoGate(store)
  const scenes = await sceneMarkets(store)
  const people = inventPeople(workerCount)
  const from = Math.max(until - storyLength, told ?? 0)
  const plan = planDemo({ from, until, people, workerCount })
  await markDemoPeople(store, config, people, { market: place.marketId, crowd: scenes.crowd.marketId }, from)

  let clock = from
  const { app, feed } = await buildApp({
    config: { ...config, h5Folder: null },
    store,
    clock: { now: () => clock },
    gateways: { wechat: demoWechat(people), identity: identityOverHttp(config.identity), sms: null, tsa: timestamps(() => clock) },
    keyRing,
    requestsPerMinute: 1_000_000,
    crowd: noCrowd,
    logger: { level: config.logLevel === 'silent' ? 'silent' : 'error' },
  })
  try {
    await app.ready()
    const call = callerOf(app)
    const tokens = accessTokens(app.jwt)
    note('people')
    const entered = await signEverybodyIn(call, people)
    await registerEverybody(call, people, entered, `demo ${workerCount}`)
    const claims = new Map([...entered].map(([openid, { token }]) => [openid, tokens.verify(token, clock)]))
    const token = (openid: string): string => {
      const claim = claims.get(openid)
      if (!claim) throw new RangeError(`there is no demo person ${openid}`)
      return tokens.sign(claim, clock).token
    }
    const stage: Stage = {
      call, people, token, marketId: place.marketId, gateLink: `${config.publicUrl}/q/${place.token}`, gatePlace: place.at, seed: `demo ${until}`,
      setClock: (at) => {
        clock = at
      },
    }
    const { act, refusals } = actsOn(stage)
    // Told once: whoever was checked stays so for half a year.
    if (told === null) {
      await verifyOfficials(act, people)
      await verifyBusinesses(act, people, place.marketId)
      await verifyLicences(act, people, place.marketId)
    }
    await playPlan(plan, stage, act, note)
    if (told === null) await leaveIdentities(act, stage)
    await leavePostings(act, stage, until)
    await leaveQueues(act, stage, until)
    await leaveScenes(act, stage, scenes, until)
    // The figures of the day and the messages are there when the first page is opened.
    await feed.caughtUp()
    await store.write((tx) => recordSeed(tx, storyTold, until))
    return refusals
  } finally {
    await app.close()
  }
}

/** The gate that the demo is about. */
export async function demoGate(store: Store): Promise<{ marketId: string; marketName: string; gateName: string; token: string; at: Place }> {
  return store.read(async ({ q, t }) => {
    const markets = await q.select().from(t.markets)
    const market = markets.find(({ demo }) => demo)
    const gates = (await q.select().from(t.gates).orderBy(t.gates.id)).filter(({ marketId, revokedAt }) => marketId === market?.id && revokedAt === null)
    const [gate] = gates
    const codes = await q.select().from(t.codes)
    const code = codes.find(({ targetId, revokedAt }) => targetId === gate?.id && revokedAt === null)
    if (!market || !gate || !code) throw new Error('the demo market has no gate with a code; seed the tree first')
    return { marketId: market.id, marketName: market.name, gateName: gate.name, token: code.token, at: { lat: market.lat, lng: market.lng } }
  })
}
