import { Ajv } from 'ajv'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpointGroups } from '@market/shared/api'
import type { Endpoint } from '@market/shared/endpoint'
import { messageOf, statusOf, type ErrorCode, type FieldProblem } from '@market/shared/errors'
import { namedBy } from './any-input/callers'
import { valuesOf, type KnownValues } from './any-input/shapes'
import { mixing, spoiling, type Sent } from './any-input/spoiling'
import { examplesOf, openStage, type Stage } from './any-input/stage'
import type { Refusal } from './support/app'

/**
 * Every endpoint of the contract, called by everybody with what its schemas allow and with what they do not. Whatever comes: no answer
 * is a fault of ours (5xx); a refusal is a code that the contract names, in Chinese, repeats no name and no number that was sent, and leaves
 * every row as it was; an answer is what the contract says. A new endpoint is in by being in the contract.
 *
 * `ANY_INPUT_RUNS=500 ANY_INPUT_SEED=7 npx vitest run --project bff-sqlite any-input` asks more, and differently.
 */

const runs = Number(process.env['ANY_INPUT_RUNS'] ?? 10)
const seed = Number(process.env['ANY_INPUT_SEED'] ?? 20_261_127)

/** What a refused act leaves on purpose: that it was tried. */
const leavesWhenRefused: Readonly<Record<string, readonly string[]>> = {
  'register.worker': ['counters'],
  'register.employer': ['counters'],
  'identity.check': ['counters'],
}

/** Refusals that any call can meet; all others are promised by the endpoint itself. */
const anyCall: readonly ErrorCode[] = [
  'invalid_fields', 'malformed_json', 'payload_too_large', 'unsupported_media_type', 'not_found', 'unknown_route', 'unauthenticated', 'session_revoked', 'forbidden', 'not_registered',
]

const ajv = new Ajv({ strict: false, allErrors: true })

/** Where people are named, by whatever name the field has. */
const isPersonal = (field: string): boolean => /name|phone|number|representative/i.test(field)

/** Names and numbers that were typed, as far as they are long enough not to stand in a sentence of ours by chance. */
const personalIn = (value: unknown, field = ''): string[] => {
  if (typeof value === 'string') return isPersonal(field) && value.trim().length >= 6 ? [value.trim()] : []
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => personalIn(inner, Array.isArray(value) ? field : key)) : []
}

// Halves of a letter pair cannot stand in an address: a phone sends a question mark for them.
const inAddress = (value: unknown): string => Buffer.from(typeof value === 'object' ? JSON.stringify(value) : String(value)).toString()

function addressOf({ path }: Endpoint, { params = {}, query = {} }: Sent): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(inAddress(params[name])))
  const asked = Object.entries(query).flatMap(([name, value]) => (Array.isArray(value) ? value.slice(0, 3) : [value]).map((one): [string, string] => [name, inAddress(one)]))
  return asked.length === 0 ? filled : `${filled}?${new URLSearchParams(asked).toString()}`
}

const formed = ({ params, query, body, upload }: Endpoint, known: KnownValues): fc.Arbitrary<Sent> =>
  fc.record({
    ...(params ? { params: valuesOf(params, known) } : {}),
    ...(query ? { query: valuesOf(query, known) } : {}),
    ...(body && !upload ? { body: valuesOf(body, known) } : {}),
  }, { noNullPrototype: true }) as fc.Arbitrary<Sent>

describe(`whatever is sent (seed ${seed}, ${runs} calls of each)`, () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  /** A call before has closed the market, or ended somebody's right: the others begin anew. */
  const reopen = async (): Promise<void> => {
    await stage.close()
    stage = await openStage()
  }

  const send = async (endpoint: Endpoint, name: string, sent: Sent, file: Uint8Array) => {
    const { callers, watch, world } = stage
    // A session that a call may end is not one that others go on with.
    const caller = endpoint.action.startsWith('session.') && name !== 'nobody' ? await world.app.person() : callers[name]
    await watch.begin()
    const payload = endpoint.upload ? Buffer.from(file) : sent.body === undefined ? undefined : JSON.stringify(sent.body)
    return world.app.app.inject({
      method: endpoint.method,
      url: addressOf(endpoint, sent),
      headers: {
        ...(caller ? { authorization: `Bearer ${caller.token}` } : {}),
        ...(endpoint.changes ? { 'idempotency-key': crypto.randomUUID() } : {}),
        ...(payload === undefined ? {} : { 'content-type': endpoint.upload ? 'application/octet-stream' : 'application/json' }),
      },
      ...(payload === undefined ? {} : { payload }),
    })
  }

  const answersWell = async (endpoint: Endpoint, name: string, sent: Sent, file: Uint8Array): Promise<void> => {
    const { statusCode: status, headers, body } = await send(endpoint, name, sent, file)
    expect(status, body).toBeLessThan(500)
    if (status === 200) {
      if (endpoint.download) {
        expect(headers['content-type']).toBe(endpoint.download)
        return
      }
      const fits = ajv.compile(endpoint.response)
      expect(fits(JSON.parse(body)) ? [] : fits.errors, body).toEqual([])
      return
    }
    const refusal = JSON.parse(body) as Refusal
    const { code, fields } = refusal
    expect([...anyCall, ...endpoint.errors]).toContain(code)
    expect(refusal).toEqual({ code, message: messageOf(code), requestId: expect.any(String) as string, ...(fields ? { fields } : {}) })
    expect(status).toBe(statusOf(code))
    for (const { message } of fields ?? ([] as FieldProblem[])) expect(message).toMatch(/[一-龥]/)
    for (const text of personalIn(sent)) expect(body).not.toContain(text)
    await stage.watch.assertUnchanged(leavesWhenRefused[endpoint.action] ?? [])
  }

  describe.each(Object.values(endpointGroups).map((group) => Object.values(group as Record<string, Endpoint>)))('%#', (...group) => {
    it.each(group.map((endpoint) => [endpoint.action, endpoint] as const))('%s answers well', { timeout: 60_000 }, async (_action, endpoint) => {
      if (!(await stage.isIntact())) await reopen()
      const examples = await examplesOf(endpoint, stage).catch(async () => {
        await reopen()
        return examplesOf(endpoint, stage)
      })
      const { callers, known, refresh } = stage
      await refresh()
      const wellFormed = formed(endpoint, known)
      const meant = examples.length === 0 ? wellFormed : mixing(fc.constantFrom(...examples), wellFormed)
      const sent = fc.oneof({ weight: 3, arbitrary: meant }, { weight: 1, arbitrary: wellFormed }, { weight: 4, arbitrary: spoiling(meant) })
      const caller = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...namedBy(endpoint, callers)) }, { weight: 1, arbitrary: fc.constantFrom(...Object.keys(callers)) })
      await fc.assert(
        fc.asyncProperty(caller, sent, fc.uint8Array({ maxLength: 200 }), (name, call, file) => answersWell(endpoint, name, call, file)),
        { numRuns: runs, seed },
      )
    })
  })
})
