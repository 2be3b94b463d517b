import type { Store } from '@market/bff/store/store'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { crewsEndpoints } from '@market/shared/crews/crews.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import type { Place } from '@market/shared/markets/markets.rules'
import type { TradeCode } from '@market/shared/words/lists'
import { day, hour, minute, minutesOfClock, startOfMarketDay } from '@market/shared/words/time'
import { demoScenes } from '../places'
import type { Act } from './caller'
import type { Work } from './catalogue'
import { crewSize } from './people'
import { draftOf, type Stage } from './play'

/**
 * What a visitor finds besides the demo market: a market where more people wait than there is work for, to dispatch them, and a
 * station near it that wants people, to send them there.
 */

type SceneMarket = Place & { marketId: string; gateToken: string }
export type SceneMarkets = Record<keyof typeof demoScenes, SceneMarket>

export async function sceneMarkets(store: Store): Promise<SceneMarkets> {
  const { markets, gates, codes } = await store.read(async ({ q, t }) => ({ markets: await q.select().from(t.markets), gates: await q.select().from(t.gates).orderBy(t.gates.id), codes: await q.select().from(t.codes) }))
  const of = (regionCode: string): SceneMarket => {
    const market = markets.find((one) => one.regionCode === regionCode && one.kind !== 'specialised')
    const gate = gates.find((one) => one.marketId === market?.id && one.revokedAt === null)
    const code = codes.find((one) => one.targetId === gate?.id && one.revokedAt === null)
    if (!market || !code) throw new Error(`there is no market with a gate in ${regionCode}; seed the tree first`)
    return { marketId: market.id, lat: market.lat, lng: market.lng, gateToken: code.token }
  }
  return { crowd: of(demoScenes.crowd), wanting: of(demoScenes.wanting) }
}

export type ScenePosting = { at: keyof SceneMarkets; work: Omit<Work, 'lat' | 'lng'>; headcount: number; startsAt: number; endsAt: number }

type Wanted = Pick<Work, 'title' | 'description' | 'requirements' | 'address' | 'payFen'> & { at: keyof SceneMarkets; trade: TradeCode; places: number; start: 'soon' | `${number}:${number}` }

const wanted: readonly Wanted[] = [
  { at: 'crowd', trade: '4-02-05-01', title: '装卸建材', description: '卸瓷砖、板材，两人一组', requirements: '会搬运即可，自备手套', address: '郑州市二七区航海中路 88 号建材库', payFen: 26_000, places: 8, start: 'soon' },
  { at: 'crowd', trade: '4-02-07-09', title: '快件分拣', description: '按区域分拣快件，站着干', requirements: '认得地址就行', address: '郑州市二七区航海中路 126 号分拨点', payFen: 22_000, places: 5, start: '07:30' },
  { at: 'crowd', trade: '4-10-01-06', title: '展馆保洁', description: '展馆地面、卫生间保洁', requirements: '自备工作鞋', address: '郑州市二七区航海中路 60 号展馆', payFen: 18_000, places: 3, start: '08:00' },
  { at: 'wanting', trade: '4-02-05-01', title: '卸车码垛', description: '卸饮料、粮油，码到托盘上', requirements: '会搬运即可', address: '郑州市金水区农业路 15 号批发库', payFen: 28_000, places: 10, start: 'soon' },
  { at: 'wanting', trade: '6-29-01-01', title: '砌围墙', description: '砌红砖围墙，有小工配合', requirements: '会砌清水墙', address: '郑州市金水区农业路 40 号工地', payFen: 36_000, places: 6, start: '07:00' },
  { at: 'wanting', trade: '4-10-01-06', title: '商场保洁', description: '商场公共区域保洁', requirements: '自备工作鞋', address: '郑州市金水区农业路 72 号商场', payFen: 19_000, places: 5, start: '08:00' },
]

/** The one who hires in both scenes; not the one that visitors are offered. */
const employer = 'demo-employer-4'
const workMinutes = 9 * 60
const breakMinutes = 60
const grid = 10 * minute
const readyIn = 3 * hour

const onGrid = (at: number): number => Math.ceil(at / grid) * grid

/** The next time the clock shows `start` that leaves hours to get ready; where that is a day away it is in half a day. @param until UTC ms */
function startAfter(until: number, start: Wanted['start']): number {
  if (start === 'soon') return onGrid(until + readyIn)
  const today = startOfMarketDay(until) + minutesOfClock(start) * minute
  const next = today >= until + readyIn ? today : today + day
  return next < until + day - hour ? next : onGrid(until + day / 2)
}

/** What is wanted when the story ends at `until` (UTC ms): some of it in a few hours, the rest by tomorrow morning. */
export const scenePostings = (until: number): ScenePosting[] =>
  wanted.map(({ at, places, start, ...facts }) => {
    const startsAt = startAfter(until, start)
    return {
      at,
      work: { ...facts, employer, starts: [], minutes: workMinutes, breakMinutes, payUnit: 'day', headcount: [places, places], settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'] },
      headcount: places,
      startsAt,
      endsAt: startsAt + workMinutes * minute,
    }
  })

/** Over so many minutes the crowd has come in, the last of them just now. */
const comingMinutes = 80

/** Posts what is wanted, lets the crowd come in one after the other, and makes some of them a crew. */
export async function leaveScenes(act: Act, stage: Stage, markets: SceneMarkets, until: number): Promise<void> {
  const { crowd } = stage.people
  const cameAt = (index: number): number => Math.max(startOfMarketDay(until), until - Math.floor(((crowd.length - 1 - index) * comingMinutes) / crowd.length) * minute)
  const { gateToken, lat, lng } = markets.crowd
  const body = { code: stage.gateLink.replace(/[^/]+$/, gateToken), place: { lat, lng } }
  for (const [index, { openid }] of crowd.entries()) {
    stage.setClock(cameAt(index))
    await act(openid, checkInEndpoints.create, { body }, `comes to the crowd ${index}`)
  }
  stage.setClock(until)
  for (const { at, ...posting } of scenePostings(until)) {
    const { marketId, lat, lng } = markets[at]
    const draft = draftOf({ ...posting, work: { ...posting.work, lat, lng } }, { people: stage.people, marketId })
    await act(employer, jobsEndpoints.create, { body: draft }, `a scene, ${at} ${draft.title}`)
  }
  await makeCrew(act, stage)
}

/** Once: whoever leads one, or is in one, stays so. */
async function makeCrew(act: Act, { people: { crowd } }: Stage): Promise<void> {
  const [leader, ...members] = crowd.slice(0, crewSize)
  if (leader === undefined || (await act(leader.openid, crewsEndpoints.current, {}, ''))?.crew !== null) return
  const crew = await act(leader.openid, crewsEndpoints.make, { body: { name: '老崔装卸队' } }, 'a crew')
  for (const { openid } of members) if (crew?.code) await act(openid, crewsEndpoints.join, { body: { code: crew.code } }, `joins ${openid}`)
}
