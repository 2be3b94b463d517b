import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { demoEndpoints } from '@market/shared/demo/demo.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { loadConfig } from '../src/config'
import { createTestApp } from './support/app'

const key = 'ab'.repeat(32)
const environment = {
  PUBLIC_URL: 'https://market.example', WECHAT_APP_ID: 'wx1', WECHAT_APP_SECRET: 'secret', IDENTITY_APP_ID: 'id1', IDENTITY_APP_SECRET: 'secret',
  TOKEN_KEY: key, VAULT_KEYS: `1:${key},2:${key}`, INDEX_KEY: key, CODE_KEY: key, TSA_URL: 'https://tsa.example/stamp',
}

describe('starting', () => {
  it('a missing or odd variable stops the start and is named', () => {
    for (const [name, value] of [['PUBLIC_URL', undefined], ['VAULT_KEYS', 'none'], ['TOKEN_KEY', 'abc'], ['PORT', '99999'], ['SANDBOX', 'perhaps'], ['IDENTITY_APP_SECRET', ''], ['FACE_CHECK', 'perhaps'], ['TSA_URL', undefined], ['TSA_URL', 'tsa.example']] as const) {
      expect(() => loadConfig({ ...environment, [name]: value }), name).toThrow(new RegExp(name))
    }
  })

  it('a postgres address selects Postgres, otherwise it is a file', () => {
    expect(loadConfig(environment).store).toEqual({ engine: 'sqlite', file: '.data/market.sqlite' })
    expect(loadConfig({ ...environment, DATABASE_URL: 'postgres://u@h/db' }).store).toEqual({ engine: 'postgres', url: 'postgres://u@h/db', connections: 10 })
  })

  it('the sandbox is refused in production', () => {
    expect(() => loadConfig({ ...environment, SANDBOX: 'on', NODE_ENV: 'production' })).toThrow(/SANDBOX/)
    expect(loadConfig({ ...environment, SANDBOX: 'off', NODE_ENV: 'production' }).sandbox).toBe(false)
  })

  it('faces are compared only where the installation says so and has ordered it', () => {
    expect(loadConfig({ ...environment, IDENTITY_FACE_SCENE: '17' }).identity.faceScene).toBeNull()
    expect(loadConfig({ ...environment, FACE_CHECK: 'on', IDENTITY_FACE_SCENE: '17' }).identity.faceScene).toBe('17')
    expect(() => loadConfig({ ...environment, FACE_CHECK: 'on' })).toThrow(/IDENTITY_FACE_SCENE/)
  })

  it('short messages are sent with everything they need or not at all', () => {
    expect(loadConfig(environment).sms).toBeNull()
    const whole = { SMS_APP_ID: 'id1', SMS_APP_SECRET: 'secret', SMS_SIGN_NAME: '零工市场', SMS_TEMPLATE_SIGN_CODE: 'SMS_1' }
    expect(loadConfig({ ...environment, ...whole }).sms).toMatchObject({ apiBase: 'https://dysmsapi.aliyuncs.com', templates: { sign_code: 'SMS_1' } })
    for (const name of ['SMS_APP_SECRET', 'SMS_SIGN_NAME', 'SMS_TEMPLATE_SIGN_CODE']) {
      expect(() => loadConfig({ ...environment, ...whole, [name]: undefined }), name).toThrow(new RegExp(name))
    }
  })

  it('backups are made where a folder is named, and refused where its database has other tools for them', () => {
    expect(loadConfig(environment).backup).toBeNull()
    expect(loadConfig({ ...environment, BACKUP_FOLDER: '/backups', BACKUP_KEEP_DAILY: '3' }).backup).toEqual({ folder: '/backups', hourly: 24, daily: 3 })
    expect(() => loadConfig({ ...environment, BACKUP_FOLDER: '/backups', BACKUP_KEEP_HOURLY: '0' })).toThrow(/BACKUP_KEEP_HOURLY/)
    expect(() => loadConfig({ ...environment, BACKUP_FOLDER: '/backups', DATABASE_URL: 'postgres://u@h/db' })).toThrow(/BACKUP_FOLDER/)
  })

  it('outside the sandbox nobody can enter as a demo person', async () => {
    const app = await createTestApp({ config: { sandbox: false } })
    expect(await app.stranger.call(sessionEndpoints.about)).toMatchObject({ sandbox: false })
    expect(await app.stranger.refused(demoEndpoints.people)).toMatchObject({ status: 404, code: 'unknown_route' })
    expect(await app.stranger.refused(demoEndpoints.loginCode, { body: { device: 'x'.repeat(20) } })).toMatchObject({ status: 404, code: 'unknown_route' })
    await app.close()
  })

  it('the API describes itself, every change with its refusals, and nothing of the machinery', async () => {
    const app = await createTestApp()
    const response = await app.app.inject({ url: '/docs/json' })
    const { paths } = response.json<{ paths: Record<string, Record<string, { description: string }>> }>()
    expect(Object.keys(paths)).not.toContain('/q/{token}')
    expect(paths['/api/jobs/{jobId}/applications']?.post?.description).toMatch(/Idempotency-Key.*job_full/s)
    expect((await app.app.inject({ url: '/docs' })).statusCode).toBe(200)
    await app.close()
  })

  it('every answer is dated by the clock that judges passes and scans', async () => {
    const app = await createTestApp()
    const { headers } = await app.app.inject({ url: '/api/about' })
    expect(Date.parse(String(headers.date))).toBe(app.clock.now())
    await app.close()
  })

  it('a printed code leads to the page that asks what it means', async () => {
    const app = await createTestApp()
    const response = await app.app.inject({ url: '/q/gABC' })
    expect(response.statusCode).toBe(302)
    expect(response.headers.location).toBe('/#/pages/today/index?q=gABC')
    await app.close()
  })

  it('a connection that never asked for anything does not keep the server from stopping', async () => {
    const app = await createTestApp()
    await app.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.app.server.address() as AddressInfo
    const silent = connect(port, '127.0.0.1')
    await once(silent, 'connect')
    await app.close()
    silent.destroy()
    expect(app.app.server.listening).toBe(false)
  })

  it('whoever begins to ask and does not go on is let go, and holds up nobody', async () => {
    const app = await createTestApp({ patience: { headersMs: 200, requestMs: 400, lookEveryMs: 50, silentMs: 60_000 } })
    await app.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.app.server.address() as AddressInfo
    const beginnings = ['GET /api/about HTTP/1.1\r\nhost: market\r\n', 'POST /api/session/login HTTP/1.1\r\nhost: market\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"code"']
    const slow = beginnings.map((beginning) => {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined)
      socket.write(beginning)
      socket.resume()
      return once(socket, 'close')
    })
    expect(await app.stranger.call(sessionEndpoints.about)).toMatchObject({ sandbox: true })
    await Promise.all(slow)
    await app.close()
  })

  it('whoever takes nothing of what they asked for is let go', async () => {
    const app = await createTestApp({ patience: { headersMs: 5_000, requestMs: 5_000, lookEveryMs: 50, silentMs: 200 } })
    await app.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.app.server.address() as AddressInfo
    const arrived = once(app.app.server, 'connection') as Promise<[Socket]>
    // More than the kernel takes off our hands, and nothing of it is read.
    connect(port, '127.0.0.1').on('error', () => undefined).pause().write('GET /docs/json HTTP/1.1\r\nhost: market\r\n\r\n'.repeat(100))
    await once((await arrived)[0], 'close')
    await app.close()
  })
})
