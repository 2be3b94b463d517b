import type { FeedEvent, StoredEvent } from '@market/bff/feed/events'
import { inspectDatabase } from '@market/bff/store/database-facts'
import { openReader, type StoreConfig } from '@market/bff/store/open-store'
import { line } from '../bench/figures'
import type { Load } from './load'
import { vault } from './market'
import { DrillFailed } from './server'

export type Audit = { acknowledged: number; lost: number; twice: number }

/** What people did; whom their market sent home when it closed did nothing. */
const isAct = ({ kind, data }: FeedEvent): boolean => kind === 'check_in.recorded' || kind === 'check_in.returned' || (kind === 'check_in.left' && data.reason === 'scan')

/**
 * Looks for everything that was acknowledged: its stored answer, word for word, and its event, once. Then at the whole database. The load
 * has been stopped: nothing is under way.
 * @throws DrillFailed something is lost, was done twice, or is damaged
 */
export async function audit(store: StoreConfig, { acknowledged, counts }: Load): Promise<Audit> {
  const reader = await openReader(store)
  const { answers, events } = await reader.read(async ({ q, t }) => ({
    answers: await q.select().from(t.idempotencyResults),
    events: (await q.select().from(t.events)) as unknown as StoredEvent[],
  })).finally(() => reader.close())
  const stored = new Map(answers.map(({ personId, key, responseSealed }) => [`${personId}|${key}`, responseSealed]))
  const doneBy = new Map<string, number>()
  for (const event of events.filter(isAct)) {
    if ('personId' in event.data) doneBy.set(event.data.personId, (doneBy.get(event.data.personId) ?? 0) + 1)
  }
  let lost = 0
  const toldOf = new Map<string, number>()
  for (const { personId, key, answer } of acknowledged) {
    toldOf.set(personId, (toldOf.get(personId) ?? 0) + 1)
    const row = `${personId}|${key}`
    const sealed = stored.get(row)
    if (sealed === undefined || vault.open(sealed, { table: 'idempotency_results', column: 'response_sealed', row }) !== JSON.stringify(answer)) lost += 1
  }
  let twice = 0
  for (const personId of new Set([...doneBy.keys(), ...toldOf.keys()])) {
    const more = (doneBy.get(personId) ?? 0) - (toldOf.get(personId) ?? 0)
    if (more > 0) twice += more
    else lost -= more
  }
  const { damage, rows } = await inspectDatabase(store)
  line('asked; answered that it cannot be done now; not answered', `${counts.asked}; ${counts.busy}; ${counts.lost}`)
  line('acknowledged; of them lost; done twice', `${acknowledged.length}; ${lost}; ${twice}`)
  line('rows in the database; what is wrong with it', `${Object.values(rows).reduce((sum, count) => sum + count, 0)}; ${damage.length === 0 ? 'nothing' : damage.join('; ')}`)
  if (lost + twice + damage.length > 0) throw new DrillFailed(`${lost} lost, ${twice} done twice, ${damage.length} damaged`)
  return { acknowledged: acknowledged.length, lost, twice }
}
