import { slipHash, verifyOnPhone } from '@market/shared/arrive/device-key'
import type { Roster } from '@market/shared/arrive/offline.contract'
import { judgeOffline, type OfflineVerdict } from '@market/shared/arrive/offline.rules'
import { readPass } from '@market/shared/arrive/pass.rules'
import { parseCode } from '@market/shared/scan/scan.rules'
import { create } from 'zustand'
import { api } from '../../client/market'
import { clockOffset, serverNow } from '../../client/server-clock'
import { rosterKey, slot } from '../../platform/storage'
import { useSession } from '../session/session.store'

/** The list a staff phone judges by while it has no network. `fetchedAt` is UTC ms by the server's clock. */
export type KeptRoster = { staffId: string; roster: Roster; fetchedAt: number }

const kept = slot<KeptRoster>(rosterKey)

/** The newest list this phone has been given. A phone without room for it has it until the app is closed. */
export const useRoster = create<{ kept: KeptRoster | null }>(() => ({ kept: kept.read() }))

useSession.subscribe(({ me }) => {
  if (me === null) useRoster.setState({ kept: null })
})

const staffId = (): string | null => useSession.getState().me?.personId ?? null

/** Of whoever is signed in; what was fetched for somebody else is not shown. */
export function currentRoster(): KeptRoster | null {
  const { kept: one } = useRoster.getState()
  return one && one.staffId === staffId() ? one : null
}

/** A list as young as this is not fetched again. */
const youngMs = 60_000
let asking: Promise<void> | null = null

async function ask(): Promise<void> {
  const asker = staffId()
  if (asker === null) return
  const outcome = await api.call('GET /api/roster', {})
  // Something between phone and server may answer with a page of its own.
  if (!outcome.ok || !Array.isArray((outcome.value as Roster | null)?.people) || asker !== staffId()) return
  const next: KeptRoster = { staffId: asker, roster: outcome.value, fetchedAt: serverNow() }
  useRoster.setState({ kept: next })
  kept.write(next)
}

/** Fetches the list ahead, unless it has just been. */
export function fetchRoster(): Promise<void> {
  const age = serverNow() - (currentRoster()?.fetchedAt ?? 0)
  if (age >= 0 && age < youngMs) return Promise.resolve()
  return (asking ??= ask().finally(() => (asking = null)))
}

/**
 * What this phone makes of a code by itself; null while it has no list.
 * @param at UTC ms by the server's clock
 * @param confirmed whom it has let in since: application → when
 */
export function judgeByRoster(code: string, at: number, confirmed: ReadonlyMap<string, number>): OfflineVerdict | null {
  const current = currentRoster()
  return current && judgeOffline(code, at, { roster: current.roster, fetchedAt: current.fetchedAt, clockOffset: clockOffset(), confirmed, verify: verifyOnPhone, slipHash })
}

/** Whose job a code is about, as it says itself; null where it does not say, or cannot be read. Proves nothing. */
export function applicationOf(code: string, verdict: OfflineVerdict | null): string | null {
  if (verdict?.person) return verdict.person.applicationId
  const parsed = parseCode(code)
  if ('foreign' in parsed || parsed.kind !== 'work_pass') return null
  const read = readPass(parsed.token, currentRoster()?.roster.keys ?? [], () => true)
  return read.status === 'genuine' ? read.facts.applicationId : null
}
