import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataClasses } from '@market/shared/my-data/data-classes'
import { myDataEndpoints } from '@market/shared/my-data/my-data.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { maskIdNumber } from '@market/shared/words/mask'
import { day } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { liveADay, type WholeDay } from '../../../test/support/whole-day'

let app: TestApp
let lived: WholeDay
beforeAll(async () => {
  app = await createTestApp()
  lived = await liveADay(app)
})
afterAll(() => app.close())

const textOf = async (person: TestPerson, endpoint: typeof myDataEndpoints.page | typeof myDataEndpoints.record): Promise<string> => {
  const { status, text } = await person.raw(endpoint)
  expect(status).toBe(200)
  return text
}
type Taken = { classes: { name: string; tables: { table: string; columns: Record<string, string>; rows: Record<string, unknown>[] }[] }[] }
const recordOf = async (person: TestPerson): Promise<Taken> => JSON.parse(await textOf(person, myDataEndpoints.record)) as Taken
const rowsIn = ({ classes }: Taken, table: string) => classes.flatMap(({ tables }) => tables.filter((one) => one.table === table).flatMap(({ rows }) => rows))

describe('what is held about somebody, for themselves', () => {
  test('each class is named with what it is for, by what law, and how long it is kept', async () => {
    const { classes, closing, needsPhone } = await lived.worker.call(myDataEndpoints.get)
    expect(classes.map(({ title }) => title)).toEqual(Object.values(dataClasses).map(({ title }) => title))
    expect(classes.filter(({ purpose, ground, kept }) => !purpose || !ground || !kept)).toEqual([])
    expect({ closing, needsPhone }).toEqual({ closing: null, needsPhone: true })
  })

  test('the page says who one is and what one did, in words, with the ID number masked', async () => {
    const page = await textOf(lived.worker, myDataEndpoints.page)
    const { name, phone, idNumber } = lived.worker.known
    expect(page).toContain(name)
    expect(page).toContain(phone)
    expect(page).toContain(maskIdNumber(idNumber))
    expect(page).not.toContain(idNumber)
    for (const said of ['260 元', '装卸搬运', '初级工', '卸货搬运', '洛阳宏运农贸有限公司', '高处作业', '说话难听']) expect(page).toContain(said)
    expect(page).not.toMatch(/undefined|\[object|NaN/)
    // No code of the product's own: whatever a person reads is a word.
    const read = page.slice(page.indexOf('<body>')).replace(/<[^>]+>/g, '\n')
    expect(read.match(/\b[a-z]+(_[a-z]+)+\b/g) ?? []).toEqual([])
  })

  test('of the other side only what was masked anyway', async () => {
    const [worker, employer] = [await textOf(lived.worker, myDataEndpoints.record), await textOf(lived.employer, myDataEndpoints.record)]
    for (const secret of [lived.employer.known.idNumber]) expect(worker).not.toContain(secret)
    for (const secret of Object.values(lived.worker.known)) expect(employer).not.toContain(secret)
    // Their own words stand as they wrote them.
    expect(worker.split(lived.employer.known.name).length - 1).toBe(1)
    expect(rowsIn(JSON.parse(employer) as Taken, 'applications')[0]).toMatchObject({ workerId: '欧**柱' })
    expect(rowsIn(JSON.parse(worker) as Taken, 'applications')[0]).toMatchObject({ workerId: '本人' })
  })

  test('for programs the same: instants in RFC 3339, amounts in fen, each column with what it is called', async () => {
    const record = await recordOf(lived.worker)
    expect(rowsIn(record, 'settlements')).toEqual([expect.objectContaining({ amountFen: 26_000, paidHow: 'wechat', agreedAt: new Date(app.clock.now()).toISOString() })])
    expect(rowsIn(record, 'signatures')).toHaveLength(2)
    expect(record.classes.find(({ name }) => name === 'wages')?.tables[0]?.columns).toMatchObject({ amountFen: '工钱' })
  })

  test('a value that cannot be read any more costs nobody the others', async () => {
    const person = await app.person({ name: '周八', phone: '13711112222', worker: {} })
    await app.store.write(async ({ q, t }) => {
      await q.update(t.people).set({ phoneSealed: 'v1.AAAA' }).where(eq(t.people.id, person.personId))
    })
    expect(rowsIn(await recordOf(person), 'people')).toEqual([expect.objectContaining({ nameSealed: '周八', phoneSealed: '这一项读不出来，请到市场服务台核对' })])
  })

  test('a stranger’s file holds nothing of them', async () => {
    const stranger = await textOf(await app.person({ name: '赵六', phone: '13711110000', worker: {} }), myDataEndpoints.record)
    for (const secret of [...Object.values(lived.worker.known), ...Object.values(lived.employer.known), lived.applicationId]) expect(stranger).not.toContain(secret)
  })

  test('five times a day; each is noted, and its owner is told on every phone', async () => {
    const person = await app.person({ worker: {} })
    for (let times = 0; times < 5; times += 1) await textOf(person, times % 2 === 0 ? myDataEndpoints.page : myDataEndpoints.record)
    expect(await person.refused(myDataEndpoints.page)).toMatchObject({ status: 429, code: 'quota_used' })
    await app.feed.caughtUp()
    const { messages } = await person.call(inboxEndpoints.list)
    expect(messages.filter(({ title }) => title === '您的信息导出了一份')).toHaveLength(5)
    app.clock.advance(day)
    await textOf(person, myDataEndpoints.page)
    app.clock.advance(-day)
  })

  test('the file is one to keep, and opens without anything from elsewhere', async () => {
    const person = await app.person({ worker: {} })
    const { headers, body } = await app.app.inject({ method: 'GET', url: myDataEndpoints.page.path, headers: { authorization: `Bearer ${person.token}` } })
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-disposition']).toContain(encodeURIComponent('我的信息-'))
    expect(body).not.toMatch(/<script|src=|href=|url\(/)
  })

  test('what somebody typed is text and never a tag', async () => {
    const person = await app.person({ name: '<img src=x>', worker: {} })
    expect(await textOf(person, myDataEndpoints.page)).toContain('&#60;img src=x&#62;')
  })
})
