import { describe, expect, it } from 'vitest'
import { turnstile } from './turnstile'

/** A task that ends when it is told to. */
const held = () => {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  return { gate, release: () => release() }
}
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('the turnstile before a job', () => {
  it('lets so many in at once, and the next in order as each leaves', async () => {
    const pass = turnstile(2)
    const tasks = Array.from({ length: 5 }, held)
    const entered: number[] = []
    const all = tasks.map(({ gate }, index) => pass('job', async () => {
      entered.push(index)
      await gate
      return index
    }))
    await settle()
    expect(entered).toEqual([0, 1])
    tasks[1]?.release()
    await settle()
    expect(entered).toEqual([0, 1, 2])
    for (const { release } of tasks) release()
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4])
  })

  it('keeps nobody waiting at another job', async () => {
    const pass = turnstile(1)
    const first = held()
    const blocked = pass('one', () => first.gate)
    expect(await pass('other', () => Promise.resolve('in'))).toBe('in')
    first.release()
    await blocked
  })

  it('goes on after a task that fails', async () => {
    const pass = turnstile(1)
    const failing = pass('job', () => Promise.reject(new Error('full')))
    const next = pass('job', () => Promise.resolve('in'))
    await expect(failing).rejects.toThrow('full')
    expect(await next).toBe('in')
  })
})
