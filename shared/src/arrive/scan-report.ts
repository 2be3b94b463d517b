import type { ArrivalResult, ScanReason } from './arrive.contract'
import type { UploadVerdict } from './offline.contract'
import type { ArrivalUpload } from './offline.rules'
import type { KeptScan } from './scan-queue'

/** What a staff phone says to the server of its scans, and what it makes of the answer. */

/** Scans that go out together, oldest first: all by one person, at one market. */
export type ScanBatch = { staffId: string; marketId: string; items: ArrivalUpload[] }

/** What sending a batch gave. */
export type BatchReply =
  /** As it came: something between phone and server may have answered with a page of its own. */
  | { got: 'answer'; body: unknown }
  /** No answer: it may or may not have arrived. */
  | { got: 'nothing' }
  /** The whole of it was refused: one of them may be to blame for all. */
  | { got: 'refused'; message: string }
  /** Whoever is signed in may not send them: they wait for somebody who may. */
  | { got: 'not_allowed'; message: string }

/** The server's answer to one scan. `again`: it has not been judged, now is not the time. */
export type Verdict = { got: 'judged'; result: ArrivalResult | null; differs: { word: string; say: string } | null } | { got: 'not_taken'; message: string } | { got: 'again' }

/** Numbers of this phone that the server never got, `from` to `to`. */
export type Gap = { from: number; to: number }

export const uploadOf = ({ scanId, sequence, capturedAt, clockOffset, code, provisional }: KeptScan): ArrivalUpload => ({ scanId, sequence, capturedAt, clockOffset, code, provisional })

/** @returns a verdict for each scan of the batch, in its order, and the gaps; null when this is no answer of the server's */
export function readReply(batch: readonly KeptScan[], body: unknown): { verdicts: Verdict[]; gaps: readonly Gap[] } | null {
  const { verdicts, gaps } = (body ?? {}) as { verdicts?: unknown; gaps?: unknown }
  if (!Array.isArray(verdicts)) return null
  return { verdicts: batch.map((scan, at) => verdictOf(scan, verdicts[at] as UploadVerdict | undefined)), gaps: Array.isArray(gaps) ? (gaps as Gap[]) : [] }
}

function verdictOf(scan: KeptScan, verdict: UploadVerdict | undefined): Verdict {
  // Of what the server could not read it does not know the number.
  if (verdict === undefined || (verdict.scanId !== null && verdict.scanId !== scan.scanId)) return { got: 'again' }
  if (verdict.outcome === 'kept') return { got: 'judged', result: verdict.result, differs: verdict.result && differsWords(scan, verdict.result) }
  return verdict.outcome === 'dead' ? { got: 'not_taken', message: verdict.problem ?? '' } : { got: 'again' }
}

/** Verdicts under which everything is as staff were told, whatever it was: the person has arrived. */
const arrivedAnyway: readonly ScanReason[] = ['already_arrived', 'duplicate_upload']

/** What staff have to be told where the server judged otherwise than this phone had; null where there is nothing to do. */
function differsWords({ provisional }: KeptScan, { status, reason, word, say }: ArrivalResult): { word: string; say: string } | null {
  return status === 'accepted' || reason === provisional || arrivedAnyway.includes(reason) ? null : { word, say }
}

/** The gaps without the numbers that lie on this phone still: they are not lost, they wait. */
export function gapsWithout(gaps: readonly Gap[], held: readonly number[]): Gap[] {
  const sorted = [...held].sort((one, other) => one - other)
  return gaps.flatMap(({ from, to }) => {
    const left: Gap[] = []
    let next = from
    for (const number of sorted.filter((one) => one >= from && one <= to)) {
      if (number > next) left.push({ from: next, to: number - 1 })
      next = number + 1
    }
    return next > to ? left : [...left, { from: next, to }]
  })
}
