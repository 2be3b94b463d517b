import { create } from 'zustand'
import { useSession } from '../features/session/session.store'
import { fetchDocument } from '../platform/download'
import { watchNetwork } from '../platform/network'
import { randomId } from '../platform/random'
import { sendRequest } from '../platform/request'
import { expendable, forgetAll, passPrefix, rosterKey, slot } from '../platform/storage'
import { usePageStatus } from '../ui/page-status'
import { createApi } from './api'
import { deviceId } from './device'
import { createOutbox, type KeptAct } from './outbox'
import { createReads, type Seen } from './reads'
import { noteServerDate } from './server-clock'

/** Counts what this phone has changed: pages that show something read it again when it moves. */
export const useChanges = create<{ count: number }>(() => ({ count: 0 }))
export const changed = (): void => useChanges.setState(({ count }) => ({ count: count + 1 }))

const readPrefix = `${expendable}2:`

export const api = createApi({
  send: sendRequest,
  fetchDocument,
  origin: process.env.TARO_APP_API,
  credentials: {
    tokens: () => useSession.getState().tokens,
    renewed: (tokens, me) => useSession.getState().entered(tokens, me),
    ended: () => useSession.getState().left(),
  },
  device: deviceId,
  tellReachable: (online) => {
    if (usePageStatus.getState().online !== online) usePageStatus.setState({ online })
  },
  tellServerDate: noteServerDate,
})

export const reads = createReads({
  api,
  now: Date.now,
  slotFor: (key) => slot<Seen<unknown>>(readPrefix + key),
  index: slot<readonly string[]>(`${readPrefix}index`),
  forgetSlots: () => forgetAll(readPrefix),
})

export const outbox = createOutbox({
  api,
  newKey: randomId,
  kept: slot<readonly KeptAct[]>('outbox.1'),
  now: Date.now,
  wait: (ms, hurry) =>
    new Promise((resolve) => {
      // Timers take no infinity; one that waits for the person is only ever woken.
      const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : undefined
      hurry(() => {
        clearTimeout(timer)
        resolve()
      })
    }),
  random: Math.random,
  tell: (entries) =>
    usePageStatus.setState({
      pending: entries.map(({ key, label, state }) => ({
        id: key,
        label,
        state,
        retry: () => outbox.hurry(key),
        drop: () => outbox.drop(key),
      })),
    }),
  done: changed,
})

/** Once, when the app starts: follows the network, and sends what could not be sent last time. */
export function startClient(): void {
  // Versions before kept every answer for ever.
  forgetAll(`${expendable}1:`)
  watchNetwork((online) => {
    usePageStatus.setState({ online })
    if (online) {
      outbox.hurry()
      changed()
    }
  })
  if (useSession.getState().tokens) outbox.resume()
  else outbox.dropAll()
}

/**
 * Leaves nothing of a person on the phone: what they saw, what they were about to send, what they typed, their pass. Scans of staff
 * stay until the server has them: they name nobody, and losing one takes away somebody's arrival.
 */
export function forgetPerson(): void {
  useSession.getState().left()
  outbox.dropAll()
  reads.forget()
  forgetAll('draft.1:')
  forgetAll(passPrefix)
  forgetAll(rosterKey)
}
