export type Turnstile = <T>(key: string, task: () => Promise<T>) => Promise<T>

/**
 * Lets at most `width` tasks of one key run at once in this process; the others wait in the order in which they came.
 * It decides nothing, it only keeps a crowd at one door from blocking the house: on Postgres everybody who wants a place
 * of the same job waits for one row, and each who waits there holds a connection that others need.
 */
export function turnstile(width: number): Turnstile {
  const doors = new Map<string, { inside: number; waiting: (() => void)[] }>()

  const enter = async (key: string): Promise<void> => {
    const door = doors.get(key) ?? { inside: 0, waiting: [] }
    doors.set(key, door)
    if (door.inside < width) door.inside += 1
    // Whoever leaves hands the place inside on, so that nobody slips in between.
    else await new Promise<void>((resolve) => door.waiting.push(resolve))
  }

  const leave = (key: string): void => {
    const door = doors.get(key)
    if (door === undefined) return
    const next = door.waiting.shift()
    if (next !== undefined) return next()
    door.inside -= 1
    if (door.inside === 0) doors.delete(key)
  }

  return async (key, task) => {
    await enter(key)
    try {
      return await task()
    } finally {
      leave(key)
    }
  }
}
