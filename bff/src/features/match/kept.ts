/**
 * What was read from the store, kept until an event names it. What is forgotten while it is being read is not kept: the
 * reading may have begun before the change.
 */
export class Kept<Value> {
  readonly #values = new Map<string, Value>()
  /** Keys that are being read, by reading; forgetting one takes it out. */
  readonly #reading = new Set<Set<string>>()

  /** @param most values are kept; those that have been here longest go first */
  constructor(readonly most: number) {}

  get(key: string): Value | undefined {
    return this.#values.get(key)
  }

  /** The values of all these keys in their order, or null where one is not here. */
  all(keys: readonly string[]): Value[] | null {
    const values: Value[] = []
    for (const key of keys) {
      const value = this.#values.get(key)
      if (value === undefined) return null
      values.push(value)
    }
    return values
  }

  /** Values by key, read where they are not here; one that is not found is missing. */
  async of(keys: readonly string[], read: (missing: readonly string[]) => Promise<ReadonlyMap<string, Value>>): Promise<ReadonlyMap<string, Value>> {
    const found = new Map<string, Value>()
    for (const key of keys) {
      const value = this.#values.get(key)
      if (value !== undefined) found.set(key, value)
    }
    if (found.size === keys.length) return found
    const reading = new Set(keys.filter((key) => !found.has(key)))
    this.#reading.add(reading)
    try {
      for (const [key, value] of await read([...reading])) {
        found.set(key, value)
        if (reading.has(key)) this.#keep(key, value)
      }
    } finally {
      this.#reading.delete(reading)
    }
    return found
  }

  forget(key: string): void {
    this.#values.delete(key)
    for (const reading of this.#reading) reading.delete(key)
  }

  forgetAll(): void {
    this.#values.clear()
    for (const reading of this.#reading) reading.clear()
  }

  #keep(key: string, value: Value): void {
    if (this.#values.size >= this.most) {
      const [oldest] = this.#values.keys()
      if (oldest !== undefined) this.#values.delete(oldest)
    }
    this.#values.set(key, value)
  }
}
