/** Who holds the places of each job and what each bid for it: of each job a heap, the lowest bid on top. */
export function createPlaces(capacity: Int32Array) {
  const jobs = capacity.length
  const start = new Int32Array(jobs + 1)
  for (let job = 0; job < jobs; job += 1) start[job + 1] = start[job]! + capacity[job]!
  const held = new Int32Array(jobs)
  const bids = new Float64Array(start[jobs]!)
  const holders = new Int32Array(start[jobs]!)

  /** Of equal bids the one of who stands further back is given up first. */
  const below = (bid: number, person: number, at: number): boolean => bid < bids[at]! || (bid === bids[at] && person > holders[at]!)

  const rise = (base: number, at: number, bid: number, person: number): void => {
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!below(bid, person, base + parent)) break
      bids[base + at] = bids[base + parent]!
      holders[base + at] = holders[base + parent]!
      at = parent
    }
    bids[base + at] = bid
    holders[base + at] = person
  }

  const sink = (base: number, size: number, at: number, bid: number, person: number): void => {
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && below(bids[base + child + 1]!, holders[base + child + 1]!, base + child)) child += 1
      if (below(bid, person, base + child)) break
      bids[base + at] = bids[base + child]!
      holders[base + at] = holders[base + child]!
      at = child
    }
    bids[base + at] = bid
    holders[base + at] = person
  }

  return {
    free: (job: number): number => capacity[job]! - held[job]!,
    /** Of a job whose places are all held. */
    lowestBid: (job: number): number => bids[start[job]!]!,
    clear: (): void => void held.fill(0),

    /** Gives a place to this person; where none is free the lowest bid loses its own. Gives who lost it, or -1. */
    take(job: number, person: number, bid: number): number {
      const base = start[job]!
      const size = held[job]!
      if (size < capacity[job]!) {
        held[job] = size + 1
        rise(base, size, bid, person)
        return -1
      }
      const outbid = holders[base]!
      sink(base, size, 0, bid, person)
      return outbid
    },

    /** Frees the place of this person, who holds one. */
    leave(job: number, person: number): void {
      const base = start[job]!
      const size = held[job]! - 1
      const at = holders.subarray(base, base + size + 1).indexOf(person)
      const bid = bids[base + size]!
      const last = holders[base + size]!
      held[job] = size
      if (at === size) return
      sink(base, size, at, bid, last)
      // Where it sank not at all it may have to rise.
      if (holders[base + at] === last) rise(base, at, bid, last)
    },
  }
}
