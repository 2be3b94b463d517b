/** Those who wait for something, in the order in which they came. */
export interface WaitingLine {
  /** Waits for it in the line. */
  until<T>(come: Promise<T>): Promise<T>
  /** How long the first has waited, ms; 0 where nobody does. */
  waited(): number
}

export function waitingLine(): WaitingLine {
  // A set keeps the order in which its members came.
  const line = new Set<{ since: number }>()
  return {
    async until(come) {
      const place = { since: performance.now() }
      line.add(place)
      try {
        return await come
      } finally {
        line.delete(place)
      }
    },
    waited() {
      for (const { since } of line) return performance.now() - since
      return 0
    },
  }
}
