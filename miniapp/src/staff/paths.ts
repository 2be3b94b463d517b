import type { CaseKind } from '@market/shared/cases/cases.rules'

/** Addresses of the pages for market staff. A page that reviews a case takes `subjectId=&caseId=`. */
export const staffPaths = { duty: '/staff/duty/index', scan: '/staff/scan/index', unconfirmed: '/staff/unconfirmed/index', desk: '/staff/desk/index', queue: '/staff/queue/index', identity: '/staff/identity/index', licences: '/staff/licences/index', posting: '/staff/posting/index', report: '/staff/report/index', scanReview: '/staff/scan-review/index', appeal: '/staff/appeal/index', presence: '/staff/presence/index', transfer: '/staff/transfer/index', bus: '/staff/bus/index', dispatch: '/staff/dispatch/index' } as const

/** Where a case of each kind is decided. */
export const reviewPaths: Partial<Record<CaseKind, string>> = {
  identity: staffPaths.identity, licence: staffPaths.identity, posting: staffPaths.posting, report: staffPaths.report, appeal: staffPaths.appeal,
  arrival: staffPaths.scanReview, by_hand: staffPaths.scanReview,
}
