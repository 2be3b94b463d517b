import type { ScanReply } from '@market/shared/scan/scan.contract'
import type { PageParams } from '../../platform/navigation'
import { employerPaths } from '../../employer/paths'
import { paths } from '../../pages/paths'
import { staffPaths } from '../../staff/paths'

/** What to do after a scan: open a page, check in on the spot, or only say something. */
export type ScanStep =
  | { do: 'open'; path: string; params: PageParams }
  | { do: 'check_in'; code: string; needsPlace: boolean }
  | { do: 'say'; words: string; tone: 'plain' | 'wait' | 'confirmed' }

/**
 * Where the answer to a scan leads. What it means is decided by the server; here only which page shows it.
 * @param scanned what the camera read, handed on to pages that send it themselves
 */
export function scanStep(reply: ScanReply, scanned: string): ScanStep {
  const { next, gate, jobId, say } = reply
  switch (next) {
    case 'register':
      return { do: 'open', path: paths.register, params: registerParams(reply, scanned) }
    case 'check_in':
      return { do: 'check_in', code: gate?.token ?? scanned, needsPlace: reply.needsPlace }
    case 'already_checked_in':
      return { do: 'say', words: say, tone: 'confirmed' }
    case 'post_job':
      return { do: 'open', path: employerPaths.post, params: gate ? { marketId: gate.marketId } : {} }
    case 'see_job':
      return jobId ? { do: 'open', path: paths.job, params: { jobId } } : { do: 'say', words: say, tone: 'wait' }
    case 'confirm_arrival':
      return { do: 'open', path: staffPaths.scan, params: {} }
    case 'find_person':
      return { do: 'open', path: staffPaths.desk, params: { code: scanned } }
    case 'see_crew':
      return { do: 'open', path: paths.crew, params: { code: scanned } }
    case 'verify_agreement':
      return { do: 'open', path: paths.verify, params: { code: scanned } }
    case 'show_to_staff':
      return { do: 'say', words: say, tone: 'plain' }
    case 'nothing':
      return { do: 'say', words: say, tone: 'wait' }
  }
}

/** Registering keeps where the person stands, so that they are checked in there, shown the job or the crew, right after. */
function registerParams({ meaning, gate, jobId }: ScanReply, scanned: string): PageParams {
  if (meaning === 'crew') return { crew: scanned }
  if (gate) return { gate: gate.token, marketId: gate.marketId, at: `${gate.marketName}${gate.gateName}` }
  return jobId ? { jobId } : {}
}
