import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpointGroups } from '@market/shared/api'
import type { Endpoint } from '@market/shared/endpoint'
import { namedBy } from './any-input/callers'
import type { Sent } from './any-input/spoiling'
import { examplesOf, openStage, type Stage } from './any-input/stage'
import { canariesIn, type Canaries } from './support/canaries'
import { idNumber } from './support/people'

/**
 * Somebody types a number where it does not belong: into every field for text of every endpoint, alone, among words and too long for
 * any field. Whatever is refused of it repeats neither the number of a phone nor that of a card, be it in the answer or in its headings.
 */

const [card, phone] = [idNumber(), '13812349876']
/** More than half of a number, from its beginning on, is as good as all of it. */
const canaries: Canaries = { card: card.slice(0, 12), phone: phone.slice(0, 7) }
const typed = [phone, card, `找我${phone}，身份证${card}`, `${phone} ${card} `.repeat(400)]

type Change = (sent: Sent, value: string) => void

/** Every place in a call where a text stands, and every field of its schemas that the call leaves out. */
function textPlaces(part: 'params' | 'query' | 'body', schema: unknown, value: unknown, path: readonly string[] = []): Change[] {
  const { type, anyOf, properties = {}, items } = (schema ?? {}) as { type?: string; anyOf?: unknown[]; properties?: Record<string, unknown>; items?: unknown }
  const put: Change = (sent, text) => {
    let holder = sent as Record<string, unknown>
    for (const key of [part, ...path].slice(0, -1)) {
      holder[key] ??= {}
      holder = holder[key] as Record<string, unknown>
    }
    const last = [part, ...path].at(-1)
    if (last !== undefined) holder[last] = text
  }
  const isText = type === 'string' || typeof value === 'string'
  const inner = Object.entries(properties).flatMap(([key, one]) => textPlaces(part, one, (value as Record<string, unknown> | null | undefined)?.[key], [...path, key]))
  const listed = Array.isArray(value) ? value.slice(0, 2).flatMap((one, at) => textPlaces(part, items, one, [...path, String(at)])) : []
  const among = (anyOf ?? []).flatMap((one) => textPlaces(part, one, value, path))
  return [...(isText && path.length > 0 ? [put] : []), ...inner, ...listed, ...among]
}

const callsOf = (endpoint: Endpoint, example: Sent): Sent[] => {
  const places = (['params', 'query', 'body'] as const).flatMap((part) => (endpoint[part] === undefined || (part === 'body' && endpoint.upload) ? [] : textPlaces(part, endpoint[part], example[part])))
  return places.flatMap((put) => typed.map((text) => {
    const call = structuredClone(example)
    put(call, text)
    return call
  }))
}

const addressOf = ({ path }: Endpoint, { params = {}, query = {} }: Sent): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const asked = Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]): [string, string] => [name, String(value)])
  return asked.length === 0 ? filled : `${filled}?${new URLSearchParams(asked).toString()}`
}

describe('a number that was typed into a field', () => {
  let stage: Stage
  let refused = 0
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  const reopen = async (): Promise<void> => {
    await stage.close()
    stage = await openStage()
  }

  const send = async (endpoint: Endpoint, sent: Sent) => {
    const { callers, world } = stage
    const [name = 'nobody'] = namedBy(endpoint, callers).filter((one) => one !== 'nobody' && one !== 'newcomer')
    const caller = endpoint.action.startsWith('session.') ? await world.app.person() : callers[name]
    const payload = sent.body === undefined ? undefined : JSON.stringify(sent.body)
    return world.app.app.inject({
      method: endpoint.method,
      url: addressOf(endpoint, sent),
      headers: {
        ...(caller ? { authorization: `Bearer ${caller.token}` } : {}),
        ...(endpoint.changes ? { 'idempotency-key': crypto.randomUUID() } : {}),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(payload === undefined ? {} : { payload }),
    })
  }

  it.each(Object.values(endpointGroups).flatMap((group) => Object.values(group as Record<string, Endpoint>)).map((endpoint) => [endpoint.action, endpoint] as const))('is not repeated by %s', { timeout: 60_000 }, async (_action, endpoint) => {
    if (!(await stage.isIntact())) await reopen()
    const examples = await examplesOf(endpoint, stage).catch(async () => {
      await reopen()
      return examplesOf(endpoint, stage)
    })
    for (const call of callsOf(endpoint, examples[0] ?? {})) {
      const answer = await send(endpoint, call)
      if (answer.statusCode < 400) continue
      refused += 1
      expect(canariesIn(`${JSON.stringify(answer.headers)} ${answer.body}`, canaries), answer.body).toEqual([])
    }
  })

  it('and was refused often enough for that to mean something', () => {
    expect(refused).toBeGreaterThan(1_000)
  })
})
