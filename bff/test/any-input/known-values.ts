import { samplePictures } from '@market/shared/identity/picture.samples'
import { hour, marketDay } from '@market/shared/words/time'
import type { Store } from '../../src/store/store'
import { monday0440 } from '../support/clock'
import { idNumber } from '../support/people'
import type { KnownValues } from './shapes'

/** What people really enter, so that many calls get past the form and into the rules. */
const entered: Readonly<Record<string, readonly unknown[]>> = {
  name: ['王建国', '李宏运'],
  contactName: ['李宏运'],
  phone: ['13800005678', '13900001234'],
  contactPhone: ['13900001234'],
  idNumber: [idNumber(), idNumber(), '410302199002310021', '11010519491231002x'],
  creditCode: ['91350100M000100Y43', '91350100M000100Y44'],
  consent: ['1'],
  lat: [34.62], lng: [112.45],
  startsAt: [monday0440 + 2 * hour, monday0440 + 26 * hour],
  endsAt: [monday0440 + 10 * hour, monday0440 + 34 * hour],
  capturedAt: [monday0440, monday0440 - hour, monday0440 + hour],
  version: [1, 2], jobVersion: [1, 2], size: [0, 1, 2],
  payFen: [26_000], amountFen: [26_000], understoodPayFen: [26_000], minutes: [480],
  headcount: [1, 3], breakMinutes: [60],
  imageBase64: [...Object.values(samplePictures), 'AAAA', samplePictures.jpeg.slice(0, 400)],
  region: ['41', '4103'], regionCode: ['4103', '4105'], province: ['41'],
  scopePath: ['/41/', '/41/4103/', '/41/4105/'],
  day: [marketDay(monday0440), '2026-02-31', '2026-11-24'],
  validFrom: ['2020-03-01'], validUntil: ['2030-03-01', ''],
  opensAt: ['04:00'], closesAt: ['20:00'],
  fileName: ['招工.csv', '招工.xlsx', '招工.json'],
}

/** `jobs` → `jobId`, `countries` → `countryId`. */
const idName = (table: string): string => `${table.replace(/ies$/, 'y').replace(/s$/, '')}Id`

/**
 * Ids, codes and hashes of everything that is in the database, whosever it is, by the names that addresses and bodies have for
 * them. Things are added while a test runs; these are those of the beginning and of `refresh`.
 */
export async function knownValues(store: Store): Promise<{ known: KnownValues; refresh(): Promise<void> }> {
  const found = new Map<string, Set<unknown>>()
  const note = (name: string, value: unknown): void => {
    if (typeof value !== 'string' && typeof value !== 'number') return
    found.set(name, (found.get(name) ?? new Set()).add(value))
  }
  const refresh = () =>
    store.read(async ({ q, t }) => {
      const read = Object.entries(t).map(async ([name, table]) => [name, await q.select().from(table as typeof t.events).limit(40)] as const)
      for (const [name, rows] of await Promise.all(read)) {
        for (const row of rows as Readonly<Record<string, unknown>>[]) {
          for (const [column, value] of Object.entries(row)) if (/Id$|Hash$|^token$|Path$/.test(column)) note(column, value)
          note(idName(name), row['id'])
          if (name === 'codes') note('code', row['token'])
        }
      }
      // Other names for the same.
      for (const id of found.get('personId') ?? []) for (const name of ['workerId', 'employerId', 'actorId', 'aboutPersonId']) note(name, id)
    })
  await refresh()
  return { known: (name) => [...(entered[name] ?? []), ...(found.get(name) ?? [])], refresh }
}

