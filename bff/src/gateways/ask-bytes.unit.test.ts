import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from '@market/shared/errors'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { askBytes } from './ask-bytes'

let answer: (response: ServerResponse) => void
const asked: { method?: string | undefined; body: string; headers: Record<string, unknown> }[] = []
const connections = new Set<unknown>()
const server = createServer((request, response) => {
  connections.add(request.socket)
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    asked.push({ method: request.method, body: Buffer.concat(chunks).toString(), headers: request.headers })
    answer(response)
  })
})
let url: string
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
beforeEach(() => {
  asked.length = 0
  connections.clear()
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const type = 'application/timestamp-reply'
const answering = (content: string | Buffer, { status = 200, contentType = type }: { status?: number; contentType?: string } = {}) => (response: ServerResponse): void => {
  response.writeHead(status, { 'content-type': contentType }).end(content)
}
const ask = (at = url, timeout = 5_000) => askBytes('timestamp', at, type, { method: 'POST', body: Buffer.from('query'), headers: { 'content-type': 'application/timestamp-query' }, timeout })
const whyNot = async (request: Promise<unknown>): Promise<string> => {
  const error = await request.then(() => null, (reason: unknown) => reason)
  if (!(error instanceof AppError)) throw new Error('not refused as unavailable')
  return `${error.code}: ${error.message}`
}

test('the answer’s bytes come as they are, whatever else its content type says', async () => {
  const bytes = Buffer.from([0, 255, 13, 10, 0])
  answer = answering(bytes, { contentType: 'Application/Timestamp-Reply; charset=binary' })
  expect(await ask()).toEqual(bytes)
  expect(asked).toMatchObject([{ method: 'POST', body: 'query', headers: { 'content-type': 'application/timestamp-query', accept: type, 'content-length': '5' } }])
})

test('one connection serves those who ask after each other, also after a refusal', async () => {
  answer = answering('token')
  await ask()
  await ask()
  expect(connections.size).toBe(1)
  answer = answering('', { status: 503 })
  await whyNot(ask())
  answer = answering('token')
  expect((await ask()).toString()).toBe('token')
})

test.each<[string, (response: ServerResponse) => void]>([
  ['status 503', answering('gone', { status: 503 })],
  // Wherever it points to gets nothing of ours.
  ['status 302', (response) => response.writeHead(302, { location: url, 'content-type': type }).end()],
  ['answer of another type', answering('<html>', { contentType: 'text/html' })],
  ['answer too long', answering(Buffer.alloc(300_000))],
  ['no connection', (response) => response.socket?.destroy()],
  ['no connection', (response) => response.writeHead(200, { 'content-type': type, 'content-length': '9' }).write('half', () => response.socket?.destroy())],
])('%s is no answer', async (why, wrong) => {
  answer = wrong
  expect(await whyNot(ask())).toBe(`upstream_unavailable: timestamp: ${why}`)
  expect(asked).toHaveLength(1)
})

test('who is silent, or stops in the middle, is waited for no longer than said', async () => {
  answer = () => undefined
  expect(await whyNot(ask(url, 100))).toBe('upstream_unavailable: timestamp: no answer in time')
  answer = (response) => response.writeHead(200, { 'content-type': type, 'content-length': '9' }).write('half')
  expect(await whyNot(ask(url, 100))).toBe('upstream_unavailable: timestamp: no answer in time')
})

test('an answer may take longer than an unused connection is kept', async () => {
  answer = (response) => void setTimeout(() => answering('token')(response), 2_300)
  expect((await ask()).toString()).toBe('token')
})

test('nobody there is said without the address', async () => {
  expect(await whyNot(ask('http://127.0.0.1:9/secret'))).toBe('upstream_unavailable: timestamp: no connection')
  expect(await whyNot(ask('https://127.0.0.1:9/secret'))).toBe('upstream_unavailable: timestamp: no connection')
  expect(await whyNot(ask('http://no host/secret'))).toBe('upstream_unavailable: timestamp: no connection')
})
