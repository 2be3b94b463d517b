import { describe, expect, it } from 'vitest'
import { admission } from './admission'
import type { Load } from './load-gauge'

describe('who is served when more is asked than can be answered', () => {
  const loaded = (load: Load) => {
    const state = { load, now: 0 }
    return { state, admits: admission(() => state.load, () => state.now) }
  }

  it('everybody, while nothing has waited', () => {
    const { admits } = loaded({ waited: 3, behindFor: 10_000 })
    expect([admits('first'), admits('next'), admits('last')]).toEqual([true, true, true])
  })

  it('the gate before what changes something, and that before looking around', () => {
    const at = (waited: number) => {
      const { admits } = loaded({ waited, behindFor: 1_000 })
      return [admits('first'), admits('next'), admits('last')]
    }
    expect(at(50)).toEqual([true, true, false])
    expect(at(150)).toEqual([true, false, false])
    expect(at(201)).toEqual([false, false, false])
  })

  it('nobody looks around for a while after somebody at the gate was turned away, even if a moment is free', () => {
    const { state, admits } = loaded({ waited: 250, behindFor: 1_000 })
    expect(admits('first')).toBe(false)
    state.load = { waited: 1, behindFor: 1_000 }
    state.now = 200
    expect([admits('first'), admits('next'), admits('last')]).toEqual([true, false, false])
    state.now = 300
    expect([admits('next'), admits('last')]).toEqual([true, true])
  })

  it('everybody again as soon as we have caught up', () => {
    const { state, admits } = loaded({ waited: 250, behindFor: 1_000 })
    expect(admits('first')).toBe(false)
    state.load = { waited: 1, behindFor: 5 }
    expect(admits('last')).toBe(true)
  })

  it('a burst is waited for, but not for ever', () => {
    expect(loaded({ waited: 300, behindFor: 100 }).admits('last')).toBe(true)
    expect(loaded({ waited: 500, behindFor: 100 }).admits('first')).toBe(false)
  })
})
