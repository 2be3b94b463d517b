import { gatesEndpoints } from '@market/shared/gates/gates.contract'
import { minute } from '@market/shared/words/time'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import type { TestMarket } from '../../../test/support/market'
import { openPrinted, readQr } from '../../../test/support/printed'
import { openPaper } from '../../paper/paper'
import { posterDrawing, postersOf } from './posters'

let app: TestApp
let luoyang: TestMarket
let anyang: TestMarket
let manager: TestPerson
beforeAll(async () => {
  app = await createTestApp()
  luoyang = await app.market()
  anyang = await app.market({ regionCode: '4105' })
  manager = await app.person({ grants: [{ role: 'manager', marketId: luoyang.marketId }, { role: 'manager', marketId: anyang.marketId }] })
})
afterAll(() => app.close())

const planned = (region?: string) => app.store.read((db) => postersOf(db, region))

it('there is one poster for each standing gate, with its newest code', async () => {
  app.clock.advance(minute)
  const { codes } = await manager.call(gatesEndpoints.makeCode, { params: { gateId: luoyang.gateId } })
  const west = await manager.call(gatesEndpoints.make, { params: { marketId: luoyang.marketId }, body: { name: '西门' } })
  const { posters, without } = (await planned('4103'))!
  expect(posters.map(({ gateName, token }) => [gateName, token])).toEqual([['东门', codes[0]?.token], ['西门', west.codes[0]?.token]])
  expect(without).toEqual([])
})

it('all markets of the tree have theirs; a region has its own, and one that does not exist is said not to', async () => {
  expect((await planned())?.posters.map(({ token }) => token)).toContain(anyang.gateToken)
  expect((await planned('4105'))?.posters.map(({ token }) => token)).toEqual([anyang.gateToken])
  expect(await planned('4199')).toBeNull()
})

it('a market without a gate and a gate without a code are named, closed markets are not', async () => {
  const closed = await app.market({ regionCode: '4105' })
  await app.store.write(async ({ q, t }) => {
    await q.update(t.markets).set({ closedAt: app.clock.now() }).where(eq(t.markets.id, closed.marketId))
  })
  await manager.call(gatesEndpoints.revokeCode, { params: { gateId: anyang.gateId }, body: { token: anyang.gateToken, reason: 'lost' } })
  const bare = await app.market({ regionCode: '4105' })
  await app.store.write(async ({ q, t }) => {
    await q.update(t.gates).set({ revokedAt: app.clock.now() }).where(eq(t.gates.id, bare.gateId))
  })
  const { posters, without } = (await planned('4105'))!
  expect(posters).toEqual([])
  expect(without.map(({ gateName }) => gateName)).toEqual(['东门', null])
})

it('a poster drawn again from the same facts is the same file, and leads to its gate', async () => {
  const draw = posterDrawing({ paper: openPaper(), publicUrl: 'https://market.example.cn' })
  const facts = (await planned('4103'))!.posters[0]!
  const { fileName, content } = await draw(facts, 'A3')
  expect(await draw(facts, 'A3')).toEqual({ fileName, content })
  expect(fileName).toBe(`${facts.marketName}-东门-A3.pdf`)
  const printed = await openPrinted(content as Uint8Array)
  expect(readQr(printed.pixels(100), 100)?.text).toBe(`https://market.example.cn/q/${facts.token}`)
  printed.close()
})
