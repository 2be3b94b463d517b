import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { matchEndpoints, type MatchRulesChange } from '@market/shared/match/match.contract'
import { firstMatchRules } from '@market/shared/match/match-rules'
import { day, hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'

describe('the rules of ranking', () => {
  let app: TestApp
  let market: TestMarket
  let officer: TestPerson
  let second: TestPerson
  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    // What was confirmed at the same moment counts as confirmed since.
    app.clock.advance(1)
    officer = await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })
    second = await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })
  })
  const change = async (weights: Partial<MatchRulesChange['weights']> = {}): Promise<MatchRulesChange> => {
    const { inForce } = await officer.call(matchEndpoints.ruleVersions)
    const { weights: before, spans, skilledTrades, related } = await officer.call(matchEndpoints.ruleVersion, { params: { version: inForce } })
    return { base: inForce, note: '离得近更要紧', weights: { ...before, ...weights }, spans, skilledTrades, related }
  }
  const inForce = async () => (await app.stranger.call(matchEndpoints.rules, { query: {} })).rules.version

  it('are there for everybody to read, without signing in', async () => {
    const { province, effectiveFrom, rules } = await app.stranger.call(matchEndpoints.rules, { query: { province: '41' } })
    expect(province).toEqual({ code: '41', name: '河南省' })
    expect(effectiveFrom).toBe(0)
    expect(rules).toEqual(firstMatchRules)
    expect(await app.stranger.refused(matchEndpoints.rules, { query: { province: '99' } })).toMatchObject({ status: 404 })
  })

  it('are proposed by one officer, confirmed by another, and rank from their day on', async () => {
    const employer = await app.person({ employer: {} })
    const worker = await app.person({ worker: { trades: ['4-02-05-01'], wishedPayFen: 25_000 } })
    const here = { lat: 34.6, lng: 112.45 }
    // One pays well and is far away, the other is at the door.
    const tomorrow = { startsAt: app.clock.now() + day, endsAt: app.clock.now() + day + 9 * hour }
    const { id: far } = await post(employer, unloading(market.marketId, { ...tomorrow, lat: 34.78, payFen: 30_000 }))
    const { id: near } = await post(employer, unloading(market.marketId, { ...tomorrow, lat: 34.6, lng: 112.45, payFen: 22_000 }))
    const best = async () => (await worker.call(matchEndpoints.forMe, { query: here })).matches.map(({ job }) => job.id)
    const payFirst = await change({ distance: 30, pay: 400 })
    const nearFirst = await change({ distance: 400, pay: 30 })
    const { version } = await officer.call(matchEndpoints.proposeRules, { body: payFirst })
    expect(await officer.refused(matchEndpoints.confirmRules, { params: { version }, body: { effectiveFrom: null } })).toMatchObject({ code: 'second_person_needed' })
    const from = app.clock.now() + hour
    expect((await second.call(matchEndpoints.confirmRules, { params: { version }, body: { effectiveFrom: from } })).inForce).toBe(1)
    expect(await second.refused(matchEndpoints.confirmRules, { params: { version }, body: { effectiveFrom: null } })).toMatchObject({ code: 'step_not_allowed' })
    expect(await inForce()).toBe(1)
    await best()
    app.clock.set(from)
    expect(await inForce()).toBe(version)
    expect(await best()).toEqual([far, near])
    app.clock.advance(1)
    const next = await officer.call(matchEndpoints.proposeRules, { body: { ...nearFirst, base: version } })
    await second.call(matchEndpoints.confirmRules, { params: { version: next.version }, body: { effectiveFrom: null } })
    expect(await best()).toEqual([near, far])
  })

  it('that were dropped, or made from others than those in force, never rank', async () => {
    const before = await inForce()
    const wanted = await change()
    const { version } = await officer.call(matchEndpoints.proposeRules, { body: wanted })
    await officer.call(matchEndpoints.dropRules, { params: { version } })
    expect(await second.refused(matchEndpoints.confirmRules, { params: { version }, body: { effectiveFrom: null } })).toMatchObject({ code: 'step_not_allowed' })
    expect(await officer.refused(matchEndpoints.proposeRules, { body: { ...wanted, base: 999 } })).toMatchObject({ code: 'changed_meanwhile' })
    expect(await inForce()).toBe(before)
  })

  it('made from those before, while others wait for their day or have come since, are not put in force', async () => {
    const [first, other] = [await officer.call(matchEndpoints.proposeRules, { body: await change() }), await officer.call(matchEndpoints.proposeRules, { body: await change() })]
    app.clock.advance(1)
    await second.call(matchEndpoints.confirmRules, { params: { version: first.version }, body: { effectiveFrom: app.clock.now() + hour } })
    expect(await second.refused(matchEndpoints.confirmRules, { params: { version: other.version }, body: { effectiveFrom: null } })).toMatchObject({ code: 'changed_meanwhile' })
    expect(await second.refused(matchEndpoints.confirmRules, { params: { version: other.version }, body: { effectiveFrom: app.clock.now() - 1 } })).toMatchObject({ status: 400, fields: [{ field: 'effectiveFrom' }] })
    app.clock.advance(hour)
    expect(await inForce()).toBe(first.version)
  })

  it('of two that are confirmed at the same moment one is put in force', async () => {
    for (let round = 0; round < 5; round += 1) {
      const versions: number[] = []
      for (const wanted of [await change(), await change()]) versions.push((await officer.call(matchEndpoints.proposeRules, { body: wanted })).version)
      app.clock.advance(1)
      const answers = await Promise.all(versions.map((version, at) =>
        second.raw(matchEndpoints.confirmRules, { params: { version }, body: { effectiveFrom: app.clock.now() + (at + 1) * hour } })))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'changed_meanwhile' })
      app.clock.advance(3 * hour)
    }
  })

  it('lock nobody out for ever: their day is within three months, and until it comes they can be dropped', async () => {
    const before = await inForce()
    const { version } = await officer.call(matchEndpoints.proposeRules, { body: await change() })
    app.clock.advance(1)
    const from = app.clock.now() + 90 * day
    expect(await second.refused(matchEndpoints.confirmRules, { params: { version }, body: { effectiveFrom: from + 1 } })).toMatchObject({
      status: 400, fields: [{ field: 'effectiveFrom', message: '生效时间最多定在 90 天以内' }],
    })
    await second.call(matchEndpoints.confirmRules, { params: { version }, body: { effectiveFrom: from } })
    const next = await officer.call(matchEndpoints.proposeRules, { body: await change() })
    app.clock.advance(1)
    const confirmNext = { params: { version: next.version }, body: { effectiveFrom: from } }
    expect(await second.refused(matchEndpoints.confirmRules, confirmNext)).toMatchObject({ code: 'changed_meanwhile' })
    const { versions } = await officer.call(matchEndpoints.dropRules, { params: { version } })
    expect(versions.find((one) => one.version === version)).toMatchObject({ droppedAt: app.clock.now(), effectiveFrom: null })
    expect(await inForce()).toBe(before)
    // Also at the very hour that was meant for the other.
    await second.call(matchEndpoints.confirmRules, confirmNext)
    app.clock.set(from)
    expect(await inForce()).toBe(next.version)
    // Whoever was signed in three months ago is not any more.
    const later = await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })
    expect(await later.refused(matchEndpoints.dropRules, { params: { version: next.version } })).toMatchObject({ code: 'step_not_allowed' })
  })

  it('that do not add up are refused with what is wrong', async () => {
    expect(await officer.refused(matchEndpoints.proposeRules, { body: await change({ trade: 1_000 }) })).toMatchObject({ status: 400, fields: [{ field: 'weights' }] })
  })

  it('are read by a city’s officer and changed by the province’s only; of two at once the store keeps two persons apart', async () => {
    const ofCity = await app.person({ grants: [{ role: 'officer', scopePath: '/41/4103/' }] })
    expect((await ofCity.call(matchEndpoints.ruleVersions)).inForce).toBe(await inForce())
    expect(await ofCity.refused(matchEndpoints.proposeRules, { body: await change() })).toMatchObject({ status: 403 })
    const { version } = await officer.call(matchEndpoints.proposeRules, { body: await change() })
    await expect(app.store.write(async ({ q, t }) => {
      await q.update(t.matchRules).set({ confirmedBy: officer.personId }).where(eq(t.matchRules.version, version))
    })).rejects.toThrow()
  })
})
