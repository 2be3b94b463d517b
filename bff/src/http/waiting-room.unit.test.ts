import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Urgency } from '@market/shared/endpoint'
import { waitingRoom } from './waiting-room'

describe('the waiting room', () => {
  function open() {
    const state = { load: 0, now: 0 }
    const come = waitingRoom({ load: () => state.load, now: () => state.now, connecting: () => false })
    const told: string[] = []
    const guest = (name: string, urgency: Urgency, gone = false) =>
      come(urgency, { enter: () => void told.push(name), refuse: () => void told.push(`${name} refused`), gone: () => gone })
    /** Long enough for the room to have looked, whatever the machine does. */
    const until = async (count: number) => {
      while (told.length < count) await pause(1)
    }
    return { state, guest, told, until }
  }

  it('is not there while nobody waits', () => {
    const { guest, told } = open()
    for (const urgency of ['last', 'next', 'first'] as const) guest(urgency, urgency)
    expect(told).toEqual(['last', 'next', 'first'])
  })

  it('lets the gate in before what changes something, and that before looking around, each kind in its turn', async () => {
    const { state, guest, told, until } = open()
    state.load = 1_000
    for (const name of ['one', 'two']) for (const urgency of ['last', 'next', 'first'] as const) guest(`${urgency} ${name}`, urgency)
    expect(told).toEqual([])
    state.load = 0
    await until(6)
    expect(told).toEqual(['first one', 'first two', 'next one', 'next two', 'last one', 'last two'])
  })

  it('lets the gate in while the store has so much to do that others wait', () => {
    const { state, guest, told } = open()
    state.load = 120
    guest('gate', 'first')
    guest('posting', 'next')
    guest('looking', 'last')
    expect(told).toEqual(['gate'])
  })

  /** More than are soon served. */
  const crowd = (guest: ReturnType<typeof open>['guest'], urgency: Urgency): void => {
    for (let count = 0; count < 40; count += 1) guest('one of many', urgency)
  }

  it('waits a burst out, and refuses whoever would be answered too late', async () => {
    const { state, guest, told, until } = open()
    state.load = 1_000
    crowd(guest, 'last')
    state.now = 450
    await pause(10)
    expect(told).toEqual([])
    state.now = 501
    await until(40)
    expect(new Set(told)).toEqual(new Set(['one of many refused']))
  })

  it('asks nobody to come back for a moment in which nothing went on, while few wait', async () => {
    const { state, guest, told, until } = open()
    state.load = 1_000
    guest('looking', 'last')
    state.now = 1_900
    await pause(10)
    expect(told).toEqual([])
    guest('gate', 'first')
    state.load = 0
    await until(2)
    expect(told).toEqual(['gate', 'looking'])
    state.load = 1_000
    guest('later', 'last')
    state.now = 3_901
    await until(3)
    expect(told[2]).toBe('later refused')
  })

  it('when behind for long, refuses those who look around soon and the gate last', async () => {
    const { state, guest, told, until } = open()
    state.load = 1_000
    guest('gate, long ago', 'first')
    state.now = 490
    for (const urgency of ['first', 'next', 'last'] as const) guest(urgency, urgency)
    state.now = 695
    crowd(guest, 'first')
    state.now = 701
    await until(2)
    expect(told).toEqual(['gate, long ago refused', 'last refused'])
    state.now = 800
    await until(3)
    state.load = 0
    await until(44)
    expect(told.slice(2, 5)).toEqual(['next refused', 'first', 'one of many'])
  })

  it('does nothing for whoever has gone', async () => {
    const { state, guest, told, until } = open()
    state.load = 1_000
    guest('gone', 'first', true)
    guest('there', 'last')
    state.load = 0
    await until(1)
    expect(told).toEqual(['there'])
  })

  it('lets the event loop turn after a few ms of work', async () => {
    const { state, guest, told, until } = open()
    state.load = 1_000
    for (let count = 0; count < 20; count += 1) guest(String(count), 'next')
    const enteredInTurn: number[] = []
    let turning = true
    const turn = () => {
      enteredInTurn.push(told.length)
      if (turning) setImmediate(turn)
    }
    state.load = 0
    // Each of them works for 1 ms.
    Object.defineProperty(state, 'now', { get: () => told.length })
    setImmediate(turn)
    await until(20)
    turning = false
    const most = Math.max(...enteredInTurn.map((count, at) => count - (enteredInTurn[at - 1] ?? 0)))
    expect(most).toBeLessThanOrEqual(8)
  })

  it('takes no more than it has room for', () => {
    const { state, guest, told } = open()
    state.load = 1_000
    for (let count = 0; count < 4_001; count += 1) guest(String(count), 'last')
    expect(told).toEqual(['4000 refused'])
  })
})
