import { vi } from 'vitest'

export type Sent = { call: string; body: unknown; key: string | null }
/** An answer, or a function of what was sent; `lost` is a reply that never arrives. */
export type Answer = { status: number; body: unknown } | 'lost'

/**
 * A server in place of the network: answers calls such as `POST /api/jobs`, with ids in the path as they are sent.
 * A call nobody prepared fails the test with its name.
 * @returns everything that was sent, in order
 */
export function serveWith(answers: Record<string, Answer | ((body: unknown, times: number) => Answer)>): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const call = `${init.method ?? 'GET'} ${url.split('?')[0] ?? url}`
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null
    sent.push({ call, body, key: new Headers(init.headers).get('idempotency-key') })
    const prepared = answers[call]
    if (prepared === undefined) throw new Error(`nobody prepared an answer to ${call}`)
    const answer = typeof prepared === 'function' ? prepared(body, sent.filter((one) => one.call === call).length) : prepared
    if (answer === 'lost') throw new TypeError('network')
    return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status }))
  })
  return sent
}

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const refuse = (status: number, code: string, fields: { field: string; message: string }[] = []): Answer => ({
  status,
  body: { code, message: `说明：${code}`, fields, requestId: 'r' },
})

/** The element with this id; the test fails when it is not there. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id} on the page: ${document.body.textContent ?? ''}`)
  return found
}
