import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { gatesEndpoints } from '@market/shared/gates/gates.contract'
import { scanEndpoints } from '@market/shared/scan/scan.contract'
import { minute } from '@market/shared/words/time'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { byPoster, type TestMarket } from '../../../test/support/market'

describe('the screen of a gate', () => {
  let app: TestApp
  let market: TestMarket
  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
  })
  afterAll(() => app.close())

  const manager = () => app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
  const worker = () => app.person({ worker: {} })
  const bound = async () => (await manager()).call(gatesEndpoints.makeScreen, { params: { gateId: market.gateId } })
  const shows = (screen: string) => app.stranger.call(gatesEndpoints.screenCode, { body: { screen } })
  /** Takes every screen of the gate out of use: a gate has four at most. */
  const clear = async () => {
    const one = await manager()
    const { gate } = await one.call(gatesEndpoints.show, { params: { gateId: market.gateId } })
    for (const { id } of gate.screens) await one.call(gatesEndpoints.revokeScreen, { params: { gateId: market.gateId }, body: { screen: id } })
  }

  it('shows another code every ten seconds, short enough for a scene', async () => {
    const { screen } = await bound()
    const first = await shows(screen.link)
    app.clock.advance(first.nextInMs)
    const second = await shows(screen.token)
    expect(first.link).not.toBe(second.link)
    expect(second).toMatchObject({ nextInMs: 10_000, goodForMs: 30_000 })
    expect(first.link.split('/q/')[1]?.length).toBeLessThanOrEqual(32)
    await clear()
  })

  it('whoever scans it is surely there, and has time to register before they check in', async () => {
    const { screen } = await bound()
    const [one, other] = [await worker(), await worker()]
    const { link } = await shows(screen.token)
    const scanned = await one.call(scanEndpoints.scan, { body: { code: link } })
    expect(scanned).toMatchObject({ meaning: 'gate', next: 'check_in', gate: { gateId: market.gateId } })
    app.clock.advance(10 * minute)
    const code = scanned.gate?.token ?? ''
    expect(await other.refused(checkInEndpoints.create, { body: { code } })).toMatchObject({ code: 'code_unknown' })
    expect(await one.call(checkInEndpoints.create, { body: { code } })).toMatchObject({ assurance: 'high' })
    app.clock.advance(6 * minute)
    expect(await one.refused(checkInEndpoints.create, { body: { code } })).toMatchObject({ status: 409, code: 'gate_code_over' })
    await clear()
  })

  it('a picture of it is worth nothing after the grace, and a made-up code never', async () => {
    const { screen } = await bound()
    const one = await worker()
    const { link, goodForMs } = await shows(screen.token)
    app.clock.advance(goodForMs - 1)
    await one.call(scanEndpoints.scan, { body: { code: link } })
    app.clock.advance(1)
    expect(await one.refused(checkInEndpoints.create, { body: { code: link } })).toMatchObject({ code: 'gate_code_over' })
    const last = link.at(-1) === '0' ? '1' : '0'
    expect(await one.call(scanEndpoints.scan, { body: { code: link.slice(0, -1) + last } })).toMatchObject({ meaning: 'unknown' })
    await clear()
  })

  it('whoever checked in by the poster counts as surely there once they scan the screen', async () => {
    const { screen } = await bound()
    const one = await worker()
    expect(await one.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })).toMatchObject({ assurance: 'low' })
    const { link } = await shows(screen.token)
    // The scan button leads them there, as it does whoever has not come yet.
    const scanned = await one.call(scanEndpoints.scan, { body: { code: link } })
    expect(scanned).toMatchObject({ next: 'check_in', say: expect.stringContaining('已签到，第 ') as string })
    expect(await one.call(checkInEndpoints.create, { body: { code: scanned.gate?.token ?? '' } })).toMatchObject({ assurance: 'high' })
    expect((await one.call(checkInEndpoints.current)).checkIn).toMatchObject({ assurance: 'high' })
    expect(await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.kind, 'check_in.assured')))).toMatchObject([{ data: { personId: one.personId, by: 'screen' } }])
    expect(await one.call(scanEndpoints.scan, { body: { code: link } })).toMatchObject({ next: 'already_checked_in' })
    // Whoever goes, and comes back by the poster, may have come back by a picture of it.
    await one.call(checkInEndpoints.leave)
    expect(await one.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })).toMatchObject({ leftAt: null, assurance: 'low' })
    await one.call(checkInEndpoints.leave)
    expect(await one.call(checkInEndpoints.create, { body: { code: link } })).toMatchObject({ leftAt: null, assurance: 'high' })
    await clear()
  })

  it('a screen that was taken out of use shows nothing, and what it showed is refused', async () => {
    const { screen, gate } = await bound()
    const { link } = await shows(screen.token)
    await (await manager()).call(gatesEndpoints.revokeScreen, { params: { gateId: market.gateId }, body: { screen: gate.screens[0]?.id ?? '' } })
    expect(await app.stranger.refused(gatesEndpoints.screenCode, { body: { screen: screen.token } })).toMatchObject({ code: 'code_revoked' })
    expect(await (await worker()).refused(checkInEndpoints.create, { body: { code: link } })).toMatchObject({ code: 'code_revoked' })
  })

  it('nothing else makes a screen, and a gate has four', async () => {
    expect(await app.stranger.refused(gatesEndpoints.screenCode, { body: { screen: market.gateToken } })).toMatchObject({ status: 404, code: 'code_unknown' })
    for (let count = 0; count < 4; count += 1) await bound()
    expect(await (await manager()).refused(gatesEndpoints.makeScreen, { params: { gateId: market.gateId } })).toMatchObject({ status: 409, code: 'too_many_screens' })
    await clear()
  })
})
