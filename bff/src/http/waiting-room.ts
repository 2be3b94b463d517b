import { urgencies, type Urgency } from '@market/shared/endpoint'

/** A request that may have to wait. One of the three is called once. */
export type Guest = {
  enter(): void
  /** It would be answered too late. */
  refuse(): void
  /** Whoever asked is not there any more. */
  gone(): boolean
}

export type Crowd = {
  /** How long what was let in waits for the store, ms. */
  load: () => number
  /** Whether somebody connected since this was last asked. */
  connecting: () => boolean
  /** Ms of any clock that only goes forward. */
  now: () => number
}

/** Nobody ever waits, and nobody is turned away: for programs that call the API inside their own process, as fast as it answers. */
export const noCrowd: Pick<Crowd, 'load' | 'now'> = { load: () => 0, now: () => 0 }

/** So long a turn of the event loop goes on letting in, ms: long enough for many writes to share a commit. */
const slice = 4
/**
 * Turns in which nobody is let in while each of them brings a new connection. Since libuv 1.45 a turn takes one; those behind it wait where nobody
 * sees them and nobody refuses them, and if turns are long and people many, for ever longer.
 */
const mostTurnsForConnections = 100

/** What was let in waits so long, ms: then whoever is no more urgent waits here, where who is comes first. */
const heldFrom: Record<Urgency, number> = { first: 150, next: 100, last: 50 }
const lookAgainMs = 3

/** The room is not empty for so long, ms: what waits is no burst that passes. */
const behindFrom = 500
/** So long anybody waits at most in a burst, and each when we are behind, ms: then it is better to be told and to ask again. */
const burstPatience = 500
const patience: Record<Urgency, number> = { first: 500, next: 300, last: 200 }
/** So few are soon served: they wait for one another no longer than for whatever else has held up the process, and nobody is asked to come back for that. */
const few = 32
const fewPatience = 2_000

/** More than are asked in the longest of these times. */
const mostWaiting = 4_000

/**
 * Where requests wait when more come than can be answered. Everybody enters at once while nobody waits. Else the more urgent come
 * first, those of one kind in their turn, and whoever has waited too long is refused: the time is spent on what can still be answered in time.
 */
export function waitingRoom({ load, connecting, now }: Crowd): (urgency: Urgency, guest: Guest) => void {
  const rooms: Record<Urgency, { guest: Guest; since: number }[]> = { first: [], next: [], last: [] }
  let waiting = 0
  let behindSince = 0
  let turnBegan: number | null = null

  const take = (urgency: Urgency): Guest | undefined => {
    const taken = rooms[urgency].shift()
    if (taken) waiting -= 1
    return taken?.guest
  }

  const refuseTooLate = (at: number): void => {
    const behind = at - behindSince > behindFrom
    const isFew = waiting <= few
    for (const urgency of urgencies) {
      const since = at - (isFew ? fewPatience : behind ? patience[urgency] : burstPatience)
      while ((rooms[urgency][0]?.since ?? at) < since) take(urgency)?.refuse()
    }
  }

  /** Lets in one after another, each when the one before has done what it could, until the turn has lasted long enough. */
  const letIn = (began: number): void => {
    const at = now()
    refuseTooLate(at)
    const urgency = urgencies.find((each) => rooms[each].length > 0)
    if (urgency === undefined) return
    if (at - began >= slice) return nextTurn()
    if (load() > heldFrom[urgency]) return void setTimeout(() => letIn(now()), lookAgainMs)
    const guest = take(urgency)
    if (guest && !guest.gone()) guest.enter()
    // Promises first, and theirs in turn: on SQLite that is all of a request but its commit.
    queueMicrotask(() => process.nextTick(letIn, began))
  }

  const nextTurn = (turns = 0): void => void setImmediate(() => {
    if (connecting() && turns < mostTurnsForConnections) nextTurn(turns + 1)
    else letIn(now())
  })

  return (urgency, guest) => {
    const at = now()
    if (turnBegan === null) {
      turnBegan = at
      setImmediate(() => { turnBegan = null })
    }
    if (waiting === 0 && at - turnBegan < slice && load() <= heldFrom[urgency]) return guest.enter()
    if (waiting >= mostWaiting) return guest.refuse()
    rooms[urgency].push({ guest, since: at })
    waiting += 1
    if (waiting === 1) {
      behindSince = at
      nextTurn()
    }
  }
}
