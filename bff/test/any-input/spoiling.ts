import fc from 'fast-check'
import { oddTexts } from './shapes'

/** What a call sends. */
export type Sent = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown }

/** What no field asked for: other types, numbers beyond any column, texts beyond any limit. */
const spoilt = fc.oneof(
  fc.constantFrom<unknown>(
    null, true, false, -1, 0, 1, 3.5, 1e9, 2 ** 31, 2 ** 53, -(2 ** 53), 2 ** 63, 1e308, -1e-320, '20', [], {}, [[]], [null], ['x', 'x'], { id: 1 }, { toString: 1, length: -1 },
    'x'.repeat(5_000), '王'.repeat(2_000), '9'.repeat(400), Array.from({ length: 300 }, (_, index) => index),
  ),
  fc.constantFrom<unknown>(...oddTexts),
  fc.jsonValue({ maxDepth: 2 }),
)

type Place = { holder: Record<string, unknown>; key: string }

/** Every place of a value that another value could stand in, the deeper ones too. */
function placesIn(holder: Record<string, unknown>, depth = 0): Place[] {
  return Object.keys(holder).flatMap((key) => {
    const value = holder[key]
    const inner = typeof value === 'object' && value !== null && depth < 6 ? placesIn(value as Record<string, unknown>, depth + 1) : []
    return [{ holder, key }, ...inner]
  })
}

type Change = { how: 'replace' | 'leave out' | 'add'; where: number; value: unknown }
const change: fc.Arbitrary<Change> = fc.record({
  how: fc.oneof({ weight: 5, arbitrary: fc.constant('replace' as const) }, { weight: 1, arbitrary: fc.constant('leave out' as const) }, { weight: 1, arbitrary: fc.constant('add' as const) }),
  where: fc.nat({ max: 10_000 }),
  value: spoilt,
}, { noNullPrototype: true })

function changed(sent: Sent, { how, where, value }: Change): Sent {
  const copy = structuredClone(sent) as Record<string, unknown>
  // The parts themselves stay: an address without its path is another address.
  const places = placesIn(copy).filter(({ holder, key }) => holder !== copy || key === 'body')
  const place = places[where % Math.max(1, places.length)]
  if (place === undefined) return { ...copy, body: value }
  if (how === 'replace') place.holder[place.key] = value
  else if (how === 'leave out' && place.holder !== copy['params']) delete place.holder[place.key]
  else if (how === 'add') {
    const at = place.holder[place.key]
    const holder = typeof at === 'object' && at !== null ? (at as Record<string, unknown>) : place.holder
    if (holder !== copy && holder !== copy['params']) holder['role'] = value
  }
  return copy as Sent
}

const record = (part: unknown): Record<string, unknown> | null => (typeof part === 'object' && part !== null && !Array.isArray(part) ? (part as Record<string, unknown>) : null)

/** A call with some of its values taken from another one: each as its schema wants it, together as nobody would send them. */
export const mixing = (one: fc.Arbitrary<Sent>, other: fc.Arbitrary<Sent>): fc.Arbitrary<Sent> =>
  fc.tuple(one, other, fc.array(fc.nat({ max: 7 }), { minLength: 8, maxLength: 8 })).map(([call, from, dice]) => {
    const mixed: Record<string, unknown> = { ...call }
    for (const part of ['params', 'query', 'body'] as const) {
      const [mine, theirs] = [record(call[part]), record(from[part])]
      if (mine === null || theirs === null) continue
      const taken = Object.entries(theirs).filter((_, at) => dice[at % dice.length] === 0)
      mixed[part] = { ...mine, ...Object.fromEntries(taken) }
    }
    return mixed as Sent
  })

/** The same call as it was, or with one place of it or two that hold something else. */
export const spoiling = (sent: fc.Arbitrary<Sent>): fc.Arbitrary<Sent> =>
  fc.tuple(sent, fc.array(change, { maxLength: 2 })).map(([call, changes]) => changes.reduce(changed, call))
