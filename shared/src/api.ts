import { applyEndpoints } from './apply/apply.contract'
import { arriveEndpoints } from './arrive/arrive.contract'
import { byHandEndpoints } from './arrive/by-hand.contract'
import { offlineEndpoints } from './arrive/offline.contract'
import { phonesEndpoints } from './arrive/phones.contract'
import { reviewEndpoints } from './arrive/review.contract'
import { auditEndpoints } from './audit/audit.contract'
import { casesEndpoints } from './cases/cases.contract'
import { checkInEndpoints } from './check-in/check-in.contract'
import { crewsEndpoints } from './crews/crews.contract'
import { demoEndpoints } from './demo/demo.contract'
import { deskEndpoints } from './desk/desk.contract'
import { identityEndpoints } from './identity/identity.contract'
import { workLicenceEndpoints } from './identity/work-licences.contract'
import { dispatchEndpoints } from './dispatch/dispatch.contract'
import { evidenceEndpoints } from './evidence/evidence.contract'
import { exchangeEndpoints } from './exchange/exchange.contract'
import { gatesEndpoints } from './gates/gates.contract'
import { inboxEndpoints } from './inbox/inbox.contract'
import { jobsEndpoints } from './jobs/jobs.contract'
import { marketsEndpoints } from './markets/markets.contract'
import { matchEndpoints } from './match/match.contract'
import { monitorEndpoints } from './monitor/monitor.contract'
import { myDataEndpoints } from './my-data/my-data.contract'
import { pushEndpoints } from './push/push.contract'
import { registerEndpoints } from './register/register.contract'
import { scanEndpoints } from './scan/scan.contract'
import { sessionEndpoints } from './session/session.contract'
import { settleEndpoints } from './settle/settle.contract'
import { signEndpoints } from './sign/sign.contract'
import { templateEndpoints } from './sign/templates.contract'
import { staffEndpoints } from './staff/staff.contract'
import { supervisionEndpoints } from './supervision/supervision.contract'
import { transferEndpoints } from './transfer/transfer.contract'
import type { Endpoint } from './endpoint'

/** Every endpoint of the API, in journey order. The server registers exactly these. */
export const endpointGroups = {
  session: sessionEndpoints,
  demo: demoEndpoints,
  markets: marketsEndpoints,
  gates: gatesEndpoints,
  scan: scanEndpoints,
  register: registerEndpoints,
  identity: identityEndpoints,
  workLicences: workLicenceEndpoints,
  checkIn: checkInEndpoints,
  desk: deskEndpoints,
  crews: crewsEndpoints,
  jobs: jobsEndpoints,
  exchange: exchangeEndpoints,
  match: matchEndpoints,
  apply: applyEndpoints,
  sign: signEndpoints,
  templates: templateEndpoints,
  evidence: evidenceEndpoints,
  arrive: arriveEndpoints,
  offline: offlineEndpoints,
  phones: phonesEndpoints,
  scanReviews: reviewEndpoints,
  byHand: byHandEndpoints,
  settle: settleEndpoints,
  transfer: transferEndpoints,
  dispatch: dispatchEndpoints,
  inbox: inboxEndpoints,
  myData: myDataEndpoints,
  push: pushEndpoints,
  cases: casesEndpoints,
  monitor: monitorEndpoints,
  staff: staffEndpoints,
  audit: auditEndpoints,
  supervision: supervisionEndpoints,
} as const

export const endpoints: readonly Endpoint[] = Object.values(endpointGroups).flatMap((group) => Object.values(group))

type Groups = typeof endpointGroups
type Every = { [G in keyof Groups]: Groups[G][keyof Groups[G]] }[keyof Groups]

/** `'POST /api/check-ins'` → that endpoint: what the client is typed by, at no cost at run time. */
export type Api = { [E in Every as `${E['method']} ${E['path']}`]: E }
export type Call = keyof Api
