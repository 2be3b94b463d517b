import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { gatesEndpoints, type Gate } from '@market/shared/gates/gates.contract'
import { mostCodes, mostGates } from '@market/shared/gates/gates.rules'
import { scanEndpoints } from '@market/shared/scan/scan.contract'
import { hour, minute } from '@market/shared/words/time'
import { and, asc, eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { openPrinted, readQr, type Printed } from '../../../test/support/printed'

let app: TestApp
let here: TestMarket
let elsewhere: TestMarket
let manager: TestPerson
let staff: TestPerson
let worker: TestPerson
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set(monday0440)
  here = await app.market()
  elsewhere = await app.market({ regionCode: '4105' })
  manager = await app.person({ grants: [{ role: 'manager', marketId: here.marketId }] })
  staff = await app.person({ staffOf: here.marketId })
  worker = await app.person({ worker: {} })
})

const gatesOf = (person: TestPerson, { marketId } = here) => person.call(gatesEndpoints.list, { params: { marketId } })
const make = (name: string, person = manager): Promise<Gate> => person.call(gatesEndpoints.make, { params: { marketId: here.marketId }, body: { name } })
const at = (gateId: string) => ({ params: { gateId } })
const scan = (code: string) => worker.raw(scanEndpoints.scan, { body: { code } })
const newestCode = ({ codes }: Gate) => codes[0]!

const auditOf = (gateId: string) =>
  app.store.read(({ q, t }) =>
    q
      .select({ action: t.auditEntries.action, actorId: t.auditEntries.actorId, role: t.auditEntries.role, purpose: t.auditEntries.purpose })
      .from(t.auditEntries)
      .where(and(eq(t.auditEntries.subjectKind, 'gate'), eq(t.auditEntries.subjectId, gateId)))
      .orderBy(asc(t.auditEntries.id)),
  )

describe('a gate', () => {
  it('that a manager sets up has a code at once, and workers check in with it', async () => {
    const gate = await make(' 3  号门 ')
    expect(gate).toMatchObject({ marketId: here.marketId, name: '3 号门', createdAt: monday0440, lastRevokedAt: null })
    expect(gate.codes).toHaveLength(1)
    const { link, token, readable } = newestCode(gate)
    expect(link).toBe(`${app.config.publicUrl}/q/${token}`)
    expect(readable.replaceAll(' ', '')).toBe(token)
    expect(await worker.call(checkInEndpoints.create, { body: byPoster(link) })).toMatchObject({ number: 1 })
  })

  it('stands in the list of its market with the codes that count, oldest gate first', async () => {
    await make('西门')
    const { gates, marketName, mayChange } = await gatesOf(manager)
    expect(gates.map(({ name }) => name)).toEqual(['东门', '西门'])
    expect(gates[0]?.codes.map(({ token }) => token)).toEqual([here.gateToken])
    expect(marketName).toContain('洛阳市零工市场')
    expect(mayChange).toBe(true)
    expect(await gatesOf(staff)).toMatchObject({ mayChange: false, gates: [{ name: '东门' }, { name: '西门' }] })
  })

  it('has a name that no other standing gate of the market has; a closed one gives its name back', async () => {
    const first = await make('西门')
    expect(await manager.refused(gatesEndpoints.make, { params: { marketId: here.marketId }, body: { name: '西门' } })).toMatchObject({
      status: 400, code: 'invalid_fields', fields: [{ field: 'name', message: '这个市场已经有叫这个名字的入口了' }],
    })
    await manager.call(gatesEndpoints.retire, { ...at(first.id), body: { reason: 'gate_closed' } })
    expect((await make('西门')).id).not.toBe(first.id)
  })

  it.each([['nothing', ''], ['a long name', '一二三四五六七八九十一二三'], ['a script', '<script>']])('cannot be called %s', async (_what, name) => {
    const refusal = await manager.refused(gatesEndpoints.make, { params: { marketId: here.marketId }, body: { name } })
    expect(refusal).toMatchObject({ status: 400, code: 'invalid_fields', fields: [{ field: 'name' }] })
    expect((await gatesOf(manager)).gates).toHaveLength(1)
  })

  it('keeps its codes when it gets another name', async () => {
    const gate = await make('西门')
    const renamed = await manager.call(gatesEndpoints.rename, { ...at(gate.id), body: { name: '南门' } })
    expect(renamed).toEqual({ ...gate, name: '南门' })
    expect(await manager.refused(gatesEndpoints.rename, { ...at(gate.id), body: { name: '东门' } })).toMatchObject({ code: 'invalid_fields' })
    // Its own name again is no other's.
    expect(await manager.call(gatesEndpoints.rename, { ...at(gate.id), body: { name: '南门' } })).toMatchObject({ name: '南门' })
  })

  it('that was closed leads nowhere any more, and what happened there stays', async () => {
    const gate = await make('西门')
    await worker.call(checkInEndpoints.create, { body: byPoster(newestCode(gate).token) })
    await manager.call(gatesEndpoints.retire, { ...at(gate.id), body: { reason: 'gate_closed' } })
    expect(await scan(newestCode(gate).link)).toMatchObject({ status: 409, body: { code: 'code_revoked' } })
    expect((await gatesOf(manager)).gates.map(({ name }) => name)).toEqual(['东门'])
    for (const [endpoint, body] of [[gatesEndpoints.rename, { name: '南门' }], [gatesEndpoints.retire, { reason: 'other' }], [gatesEndpoints.makeCode, undefined]] as const) {
      expect(await manager.raw(endpoint, { ...at(gate.id), body })).toMatchObject({ status: 404, body: { code: 'not_found' } })
    }
    const [arrived] = await app.store.read(({ q, t }) => q.select().from(t.checkIns).where(eq(t.checkIns.gateId, gate.id)))
    expect(arrived?.personId).toBe(worker.personId)
  })

  it('is not one of forty-one', async () => {
    await app.store.write(async ({ q, t }) => {
      await q.insert(t.gates).values(Array.from({ length: mostGates - 2 }, (_, number) => ({ id: `gate-${here.marketId}-${number}`.slice(-40), marketId: here.marketId, name: `${number} 号门`, createdAt: monday0440 })))
    })
    const answers = await Promise.all(['甲门', '乙门', '丙门', '丁门'].map((name) => manager.raw(gatesEndpoints.make, { params: { marketId: here.marketId }, body: { name } })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect((await gatesOf(manager)).gates).toHaveLength(mostGates)
  })

  it('cannot be set up at a market that has closed', async () => {
    await app.store.write(async ({ q, t }) => {
      await q.update(t.markets).set({ closedAt: monday0440 }).where(eq(t.markets.id, here.marketId))
    })
    expect(await manager.refused(gatesEndpoints.make, { params: { marketId: here.marketId }, body: { name: '西门' } })).toMatchObject({ code: 'market_gone' })
  })
})

describe('a code of a gate', () => {
  it('may be followed by a new one; both lead in until the old one is revoked', async () => {
    const old = newestCode(await make('西门'))
    const { id } = (await gatesOf(manager)).gates[1]!
    app.clock.advance(hour)
    const gate = await manager.call(gatesEndpoints.makeCode, at(id))
    expect(gate.codes.map(({ token }) => token === old.token)).toEqual([false, true])
    for (const { link } of gate.codes) expect(await scan(link)).toMatchObject({ status: 200, body: { meaning: 'gate', next: 'check_in' } })
    const after = await manager.call(gatesEndpoints.revokeCode, { ...at(id), body: { token: old.token, reason: 'replaced' } })
    expect(after).toMatchObject({ codes: [{ token: newestCode(gate).token }], lastRevokedAt: monday0440 + hour })
    expect(await scan(old.link)).toMatchObject({ status: 409, body: { code: 'code_revoked' } })
    expect(await scan(newestCode(gate).link)).toMatchObject({ status: 200 })
  })

  it('is one of two at most, also when ten are asked for at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => manager.raw(gatesEndpoints.makeCode, at(here.gateId))))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(mostCodes - 1)
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => (body as { code: string }).code))).toEqual(new Set(['too_many_codes']))
    expect((await gatesOf(manager)).gates[0]?.codes).toHaveLength(mostCodes)
  })

  it('is revoked once, and only at its own gate', async () => {
    const other = await make('西门')
    const revoke = (gateId: string) => manager.raw(gatesEndpoints.revokeCode, { ...at(gateId), body: { token: here.gateToken, reason: 'covered' } })
    expect(await revoke(other.id)).toMatchObject({ status: 404 })
    expect(await scan(here.gateToken)).toMatchObject({ status: 200 })
    expect((await Promise.all([revoke(here.gateId), revoke(here.gateId)])).map(({ status }) => status).sort()).toEqual([200, 404])
  })

  it('is revoked for a reason of the list', async () => {
    const refusal = await manager.raw(gatesEndpoints.revokeCode, { ...at(here.gateId), body: { token: here.gateToken, reason: '不想要了' } })
    expect(refusal).toMatchObject({ status: 400, body: { code: 'invalid_fields', fields: [{ field: 'reason' }] } })
  })
})

describe('who may do what at a gate', () => {
  it('its own manager and operator change it, its staff and officers above look, others do not know of it', async () => {
    const operator = await app.person({ grants: [{ role: 'operator', marketId: here.marketId }] })
    const officer = await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })
    const foreign = await app.person({ grants: [{ role: 'manager', marketId: elsewhere.marketId }, { role: 'officer', scopePath: '/41/4105/' }] })
    const inspector = await app.person({ grants: [{ role: 'inspector', scopePath: '/41/' }] })
    const status = async (person: TestPerson) => [
      (await person.raw(gatesEndpoints.show, at(here.gateId))).status,
      (await person.raw(gatesEndpoints.poster, { ...at(here.gateId), query: { size: 'A4' } })).status,
      (await person.raw(gatesEndpoints.rename, { ...at(here.gateId), body: { name: '东门' } })).status,
    ]
    expect(await status(manager)).toEqual([200, 200, 200])
    expect(await status(operator)).toEqual([200, 200, 200])
    expect(await status(staff)).toEqual([200, 200, 403])
    expect(await status(officer)).toEqual([200, 200, 403])
    expect(await status(foreign)).toEqual([404, 404, 404])
    expect(await status(inspector)).toEqual([403, 403, 403])
    expect(await status(worker)).toEqual([403, 403, 403])
  })

  it('everything that was changed is audited with who, as what and why', async () => {
    const gate = await make('西门')
    await manager.call(gatesEndpoints.rename, { ...at(gate.id), body: { name: '南门' } })
    await manager.call(gatesEndpoints.makeCode, at(gate.id))
    await manager.call(gatesEndpoints.revokeCode, { ...at(gate.id), body: { token: newestCode(gate).token, reason: 'covered' } })
    await manager.call(gatesEndpoints.retire, { ...at(gate.id), body: { reason: 'gate_closed' } })
    expect(await auditOf(gate.id)).toEqual(
      [['make', '西门'], ['rename', '西门 → 南门'], ['make_code', '南门'], ['revoke_code', 'covered'], ['retire', 'gate_closed']].map(([action, purpose]) => ({
        action: `gates.${action}`, actorId: manager.personId, role: 'manager', purpose,
      })),
    )
  })

  it('a change that was refused leaves no trace', async () => {
    await manager.refused(gatesEndpoints.make, { params: { marketId: here.marketId }, body: { name: '东门' } })
    await manager.refused(gatesEndpoints.revokeCode, { ...at(here.gateId), body: { token: 'g0000000000000000000', reason: 'lost' } })
    expect(await auditOf(here.gateId)).toEqual([])
  })
})

describe('the poster of a gate', () => {
  let printed: Printed | undefined
  afterEach(() => {
    printed?.close()
    printed = undefined
  })

  it.each([['A4', 210], ['A3', 297]] as const)('is a PDF of %s with the newest code, market, gate and hotline', async (size, width) => {
    const gate = await make('西门')
    app.clock.advance(minute)
    const { codes } = await manager.call(gatesEndpoints.makeCode, at(gate.id))
    const response = await app.app.inject({ url: `/api/gates/${gate.id}/poster?size=${size}`, headers: { authorization: `Bearer ${staff.token}` } })
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toBe('application/pdf')
    expect(response.headers['content-disposition']).toContain(encodeURIComponent(`西门-${size}.pdf`))
    printed = await openPrinted(response.rawPayload)
    expect(Math.round(printed.widthMm)).toBe(width)
    expect(readQr(printed.pixels(100), 100)?.text).toBe(codes[0]?.link)
    for (const words of ['洛阳市零工市场', '西门', '0379-12333', codes[0]?.readable ?? '']) expect(printed.text).toContain(words)
  })

  it('is not printed while all codes are out of use', async () => {
    await manager.call(gatesEndpoints.revokeCode, { ...at(here.gateId), body: { token: here.gateToken, reason: 'lost' } })
    expect(await manager.raw(gatesEndpoints.poster, { ...at(here.gateId), query: { size: 'A4' } })).toMatchObject({ status: 409, body: { code: 'gate_without_code' } })
  })

  it('of a market without a hotline names the line of the labour authorities', async () => {
    await app.store.write(async ({ q, t }) => {
      await q.update(t.markets).set({ hotline: null }).where(eq(t.markets.id, here.marketId))
    })
    printed = await openPrinted((await manager.call(gatesEndpoints.poster, { ...at(here.gateId), query: { size: 'A4' } })) as unknown as Uint8Array)
    expect(printed.text).toContain('服务电话12333')
  })

  it('has a size of the list', async () => {
    const refusal = await manager.raw(gatesEndpoints.poster, { ...at(here.gateId), query: { size: 'A0' } })
    expect(refusal).toMatchObject({ status: 400, body: { fields: [{ field: 'size' }] } })
  })
})
