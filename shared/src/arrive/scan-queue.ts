import { mostInBatch, type ArrivalUpload } from './offline.rules'
import { gapsWithout, readReply, uploadOf, type BatchReply, type Gap, type ScanBatch, type Verdict } from './scan-report'

/** What became of a scan that somebody has to look at: the server would not have it, or judged it otherwise than this phone did. */
export type ScanFate = { kind: 'not_taken'; message: string } | { kind: 'differs'; word: string; say: string }

/** A scan as it lies on this phone until the server has answered it. It says nothing about a person but what the code says. */
export type KeptScan = ArrivalUpload & {
  /** Who scanned; it goes out under nobody else's name. */
  staffId: string
  /** The market where it was scanned: staff may be at another one by the time it goes out. */
  marketId: string
  /** Whose job it is, as far as this phone could read that. */
  applicationId: string | null
  /** Null while it waits to go out. */
  fate: ScanFate | null
}

/** Where scans lie. Each is written whole or not at all, and none is touched for another's sake. */
export type ScanStore = {
  /** What is kept, as far as this run of the app knows; with `fresh`, read from the phone again. */
  all: (fresh?: 'fresh') => readonly KeptScan[]
  /** False: the phone has no room for it. */
  put: (scan: KeptScan) => boolean
  remove: (scanId: string) => void
  /** The next number to be given. */
  next: { read: () => number | null; write: (sequence: number) => boolean }
}

export type QueueState = { waiting: readonly KeptScan[]; toLookAt: readonly KeptScan[]; stopped: string | null }

export type ScanQueueOptions = {
  store: ScanStore
  /** Who is signed in; null: nobody. */
  staffId: () => string | null
  /** Asks the server once. */
  send: (batch: ScanBatch) => Promise<BatchReply>
  /** Whenever something comes in, goes out, or is to be looked at. */
  tell: (state: QueueState) => void
  /** What the server said of one, whatever it was; not for `again`. */
  answered: (scan: KeptScan, verdict: Exclude<Verdict, { got: 'again' }>) => void
  /** Numbers that the server never got and that lie here no more; told with every answer, also when there are none. */
  missing: (gaps: readonly Gap[]) => void
}

export type NewScan = Omit<KeptScan, 'sequence' | 'fate'>

export type ScanQueue = {
  /** Puts a scan on the phone. Null when there is no room: then it does not exist, and nobody may be let in on its word. */
  keep: (scan: NewScan) => KeptScan | null
  /** Sends what waits, oldest first, until all is answered or an answer fails to come. False: something still waits. */
  sync: () => Promise<boolean>
  /** Reads the phone again: another window of the app, or an earlier run of it, may have kept or sent some. */
  look: () => void
  /** One that was refused goes out once more. */
  retry: (scanId: string) => void
  /** Somebody has looked at it, or it was shown to them as it happened. */
  settle: (scanId: string) => void
}

/**
 * Scans on their way to the server. Each is on the phone, under a key of its own, before anybody is told anything, and leaves it only
 * for an answer of the server's or because somebody has said so; whatever happens in between, it is sent again under the same scanId.
 */
export function createScanQueue({ store, staffId, send, tell, answered, missing }: ScanQueueOptions): ScanQueue {
  const mine = (fresh?: 'fresh'): KeptScan[] =>
    store
      .all(fresh)
      .filter((scan) => scan.staffId === staffId())
      .sort((one, other) => one.sequence - other.sequence)
  const waiting = (): KeptScan[] => mine().filter(({ fate }) => fate === null)
  let stopped: string | null = null
  let running: Promise<boolean> | null = null

  const look = (fresh?: 'fresh'): void => {
    const all = mine(fresh)
    tell({ waiting: all.filter(({ fate }) => fate === null), toLookAt: all.filter(({ fate }) => fate !== null), stopped })
  }

  // The scan is written before the counter: between the two the app may end, and a number that was given but never used would
  // look like a lost scan. So the counter may lag behind what is kept, and nothing kept may go before the counter has passed it.
  const nextSequence = (): number => store.all().reduce((next, { sequence }) => Math.max(next, sequence + 1), store.next.read() ?? 1)
  const counterHasPassed = ({ sequence }: KeptScan): boolean => (store.next.read() ?? 1) > sequence || store.next.write(nextSequence())
  const remove = (scan: KeptScan): void => {
    if (counterHasPassed(scan)) store.remove(scan.scanId)
  }

  const settleAs = (scan: KeptScan, fate: ScanFate): void => {
    // Where there is no room even for that, it stays as it was and is sent again: the answer is the same.
    store.put({ ...scan, fate })
  }

  const take = (scan: KeptScan, verdict: Verdict): void => {
    if (verdict.got === 'again') return
    if (verdict.got === 'not_taken') settleAs(scan, { kind: 'not_taken', message: verdict.message })
    else if (verdict.differs) settleAs(scan, { kind: 'differs', ...verdict.differs })
    else remove(scan)
    answered(scan, verdict)
  }

  const sendAll = async (): Promise<boolean> => {
    // Never at once: `running` is set before it can be cleared.
    await Promise.resolve()
    try {
      return await sendBatches()
    } finally {
      running = null
    }
  }

  const sendBatches = async (): Promise<boolean> => {
    let size = mostInBatch
    // Not twice in one go: neither what could not be struck off, for want of room, nor what the server wants later. Nobody waits behind it.
    const tried = new Set<string>()
    for (;;) {
      const left = waiting().filter(({ scanId }) => !tried.has(scanId))
      const [first] = left
      if (!first) return waiting().length === 0
      const batch = left.filter(({ marketId }) => marketId === first.marketId).slice(0, size)
      const sent = await send({ staffId: first.staffId, marketId: first.marketId, items: batch.map(uploadOf) })
      if (sent.got === 'nothing') return false
      stopped = sent.got === 'not_allowed' ? sent.message : null
      if (sent.got === 'not_allowed') {
        look()
        return false
      }
      if (sent.got === 'refused') {
        // The one to blame is found by halving; the others must not wait for it.
        if (batch.length > 1) size = Math.ceil(batch.length / 2)
        else {
          tried.add(first.scanId)
          take(first, { got: 'not_taken', message: sent.message })
          size = mostInBatch
          look()
        }
        continue
      }
      const reply = readReply(batch, sent.body)
      if (reply === null) return false
      batch.forEach((scan, at) => take(scan, reply.verdicts[at] ?? { got: 'again' }))
      missing(gapsWithout(reply.gaps, store.all().map(({ sequence }) => sequence)))
      for (const { scanId } of batch) tried.add(scanId)
      look()
    }
  }

  return {
    keep(scan) {
      const kept: KeptScan = { ...scan, sequence: nextSequence(), fate: null }
      if (!store.put(kept)) return null
      store.next.write(kept.sequence + 1)
      look()
      return kept
    },
    sync: () => (running ??= sendAll()),
    look: () => look('fresh'),
    retry(scanId) {
      const scan = mine().find((one) => one.scanId === scanId)
      if (scan) store.put({ ...scan, fate: null })
      look()
    },
    settle(scanId) {
      const scan = mine().find((one) => one.scanId === scanId)
      if (scan) remove(scan)
      look()
    },
  }
}
