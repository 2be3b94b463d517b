import { describe, expect, test, vi } from 'vitest'
import { openChores } from './chores'

const clock = { now: () => 1_000 }
const silent = { error: () => undefined }

describe('chores', () => {
  test('one that fails is logged, and the next turn comes all the same', async () => {
    vi.useFakeTimers()
    const turns: string[] = []
    const errors: object[] = []
    const chores = openChores({
      clock,
      log: { error: (context) => void errors.push(context) },
      chores: [
        { name: 'failing', everyMs: 10, run: async () => { turns.push('failing'); throw new Error('no') } },
        { name: 'good', everyMs: 10, run: async () => void turns.push('good') },
      ],
    })
    chores.start()
    await vi.advanceTimersByTimeAsync(25)
    await chores.stop()
    await vi.advanceTimersByTimeAsync(50)
    vi.useRealTimers()
    expect(turns).toEqual(['failing', 'good', 'failing', 'good'])
    expect(errors).toHaveLength(2)
  })

  test('one that takes longer than its turn is not started twice, and stopping waits for it', async () => {
    vi.useFakeTimers()
    let started = 0
    let finished = 0
    const chores = openChores({
      clock,
      log: silent,
      chores: [{ name: 'slow', everyMs: 10, run: () => { started += 1; return new Promise((done) => setTimeout(() => { finished += 1; done() }, 35)) } }],
    })
    chores.start()
    await vi.advanceTimersByTimeAsync(30)
    expect(started).toBe(1)
    const stopped = chores.stop()
    await vi.advanceTimersByTimeAsync(100)
    await stopped
    vi.useRealTimers()
    expect(finished).toBe(1)
  })

  test('a test that runs them by hand hears of the failure', async () => {
    const chores = openChores({ clock, log: silent, chores: [{ name: 'failing', everyMs: 10, run: () => Promise.reject(new Error('no')) }] })
    await expect(chores.runAll()).rejects.toThrow('no')
  })
})
