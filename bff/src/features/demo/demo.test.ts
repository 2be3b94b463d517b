import { demoEndpoints } from '@market/shared/demo/demo.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp } from '../../../test/support/app'
import { markAsDemo } from '../../../test/support/demo'
import { createWechatTestApp, type WechatTestApp } from '../../../test/support/wechat'

describe('a demo installation', () => {
  let app: WechatTestApp
  beforeAll(async () => {
    app = await createWechatTestApp()
  })
  afterAll(() => app.close())

  test('without a demo market says so', async () => {
    await app.market()
    expect((await app.stranger.refused(demoEndpoints.people)).code).toBe('not_found')
  })

  test('shows demo people of each role and the gate, and nobody real', async () => {
    const { marketId, gateToken } = await app.market()
    const worker = await app.person({ name: '王建国', worker: { trades: ['4-02-05-01'], wishedPayFen: 23_000 } })
    const employer = await app.person({ name: '李明', employer: { name: '洛阳宏运农贸有限公司' } })
    const unknown = await app.person({ name: '高查无', worker: { trades: ['4-02-05-01'] }, unverified: true })
    const beginner = await app.person({ name: '吕小萌', employer: { name: '新开张小吃店' }, unverified: true })
    const household = await app.person({ name: '赵红霞', employer: { kind: 'household' } })
    const staff = await app.person({ name: '周卫东', staffOf: marketId })
    const manager = await app.person({ name: '魏保国', grants: [{ role: 'manager', marketId }] })
    const officer = await app.person({ name: '侯振中', grants: [{ role: 'officer', scopePath: '/41/' }] })
    await app.person({ name: '真实人', worker: {} })
    await app.person({ name: '真领导', grants: [{ role: 'officer', scopePath: '/41/' }] })
    await markAsDemo(app.store, { marketId, people: [worker, employer, unknown, beginner, household, staff, manager, officer].map(({ personId }) => personId) })

    const { people, gateToken: shown } = await app.stranger.call(demoEndpoints.people)
    expect(shown).toBe(gateToken)
    expect(people).toEqual([
      { personId: worker.personId, role: 'worker', nameMasked: '王*国', about: '装卸搬运 · 想要 230 元/天' },
      { personId: unknown.personId, role: 'worker', nameMasked: '高*无', about: '装卸搬运 · 身份还没核上' },
      { personId: employer.personId, role: 'employer', nameMasked: '李*', about: '洛阳宏运农贸有限公司' },
      { personId: beginner.personId, role: 'employer', nameMasked: '吕*萌', about: '新开张小吃店 · 执照还没核上' },
      { personId: household.personId, role: 'employer', nameMasked: '赵*霞', about: '家里招人' },
      { personId: staff.personId, role: 'staff', nameMasked: '周*东', about: expect.stringMatching(/零工市场.*工作人员$/) as string },
      { personId: manager.personId, role: 'manager', nameMasked: '魏*国', about: expect.stringMatching(/零工市场.*负责人$/) as string },
      { personId: officer.personId, role: 'manager', nameMasked: '侯*中', about: '河南省主管部门' },
    ])
  })

  test('lets anybody enter as a demo person, through WeChat’s own door', async () => {
    const worker = await app.person({ worker: {} })
    await markAsDemo(app.store, { people: [worker.personId] })
    const { code } = await app.stranger.call(demoEndpoints.loginCode, { body: { personId: worker.personId } })
    const { me } = await app.stranger.call(sessionEndpoints.signIn, { body: { code } })
    expect(me.personId).toBe(worker.personId)
  })

  test('lets nobody enter as a person who is not of the demo', async () => {
    const real = await app.person({ worker: {} })
    for (const personId of [real.personId, 'no-such-person']) {
      expect(await app.stranger.refused(demoEndpoints.loginCode, { body: { personId } })).toMatchObject({ status: 404, code: 'not_found' })
    }
  })

  test('knows a browser again as the same new person', async () => {
    const enter = async (device: string) => {
      const { code } = await app.stranger.call(demoEndpoints.loginCode, { body: { device } })
      return (await app.stranger.call(sessionEndpoints.signIn, { body: { code } })).me.personId
    }
    const first = await enter('browser-0123456789')
    expect(await enter('browser-0123456789')).toBe(first)
    expect(await enter('browser-9876543210')).not.toBe(first)
  })

  test('refuses what is neither a person nor a browser', async () => {
    for (const body of [{}, { device: 'short' }, { device: '../../../etc/passwd!' }, { openid: 'somebody' }, { personId: 'a', device: 'b' }]) {
      expect(await app.stranger.raw(demoEndpoints.loginCode, { body })).toMatchObject({ status: 400, body: { code: 'invalid_fields' } })
    }
  })

  test('whose sandbox is away says that WeChat is', async () => {
    const alone = await createTestApp()
    expect(await alone.stranger.refused(demoEndpoints.loginCode, { body: { device: 'browser-0123456789' } })).toMatchObject({
      status: 503, code: 'upstream_unavailable',
    })
    await alone.close()
  })
})

test('a real installation has no demo entry', async () => {
  const real = await createTestApp({ config: { sandbox: false } })
  expect(await real.stranger.refused(demoEndpoints.people)).toMatchObject({ status: 404, code: 'unknown_route' })
  expect(await real.stranger.refused(demoEndpoints.loginCode, { body: { device: 'browser-0123456789' } })).toMatchObject({ status: 404, code: 'unknown_route' })
  expect(await real.stranger.call(sessionEndpoints.about)).toMatchObject({ sandbox: false })
  await real.close()
})
