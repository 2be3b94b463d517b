import type { PhoneReason } from '@market/shared/arrive/phones.rules'
import type { ScanCause } from '@market/shared/arrive/review.rules'
import type { AgreementEnd } from '@market/shared/sign/sign.contract'
import type { CaseKind, CaseOutcome } from '@market/shared/cases/cases.rules'
import type { PaperKind } from '@market/shared/identity/identity.rules'
import type { WorkLicenceKind } from '@market/shared/identity/work-licences'
import type { AssuredBy, Hiring, LeaveReason, MarketKind, OfferedBy, PayUnit, StaffRole } from '@market/shared/words/lists'

/**
 * The facts of a market day, a closed list. An event names people and things by id only: no name, no phone, no
 * ID number ever stands in one, because events are kept for ever and handed to every follower.
 */
export interface EventKinds {
  'person.registered': { as: 'worker' | 'employer' }
  /** Somebody registered has told us other wishes or trades. */
  'person.changed': { as: 'worker' }
  /** They took away what is held about them: to read, or for programs. Named after the person, as the next three. */
  'data.taken': { as: 'page' | 'record' }
  'account.closing_asked': { dueAt: number }
  'account.closing_taken_back': Record<string, never>
  'account.closed': Record<string, never>
  /** A phone came to an account that was made at the desk. */
  'person.phone_bound': { staffId: string }
  'crew.made': { leaderId: string }
  'crew.joined': { leaderId: string; personId: string }
  'crew.left': { leaderId: string; personId: string }
  /** `memberIds`: who was in it besides the leader. */
  'crew.closed': { leaderId: string; memberIds: string[] }
  'market.created': { by: string; kind: MarketKind; level: string; regionCode: string }
  'market.changed': { by: string; version: number }
  'market.closed': { by: string }
  'market.reopened': { by: string }
  'market.entrusted': { by: string; employerId: string }
  'market.operator_ended': { by: string; employerId: string }
  'gate.made': { by: string }
  'gate.renamed': { by: string }
  'gate.retired': { by: string; reason: string }
  'gate.code_made': { by: string }
  'gate.code_revoked': { by: string; reason: string }
  'job.posted': { employerId: string; trade: string; headcount: number; startsAt: number }
  /** Waits for staff: seen by nobody until one of them publishes it. `appeal`: the rules refused it, its employer asks for a person. */
  'job.held': { employerId: string; version: number; appeal: boolean }
  /** Staff refused it. */
  'job.refused': { employerId: string }
  /** Those who have worked for the employer before may apply at once, everybody else from `publicFrom` on. */
  'job.known_first': { employerId: string; workerIds: string[]; publicFrom: number }
  'job.changed': { employerId: string; version: number; startsAt: number }
  'job.confirmed': { employerId: string; until: number | null }
  /** The employer is to say that it stands, or it is hidden from `until` on. */
  'job.confirm_due': { employerId: string; until: number }
  'job.taken_down': { employerId: string; by: string }
  'report.made': { jobId: string; reason: string }
  'report.decided': { jobId: string; reporterId: string; decision: string }
  /** `kind`: warning, points, takedown or blacklist; the last one counts once it is confirmed. */
  'sanction.made': { personId: string; kind: string; points: number; fromAt: number }
  'sanction.proposed': { personId: string; kind: string; fromAt: number }
  'sanction.dropped': { personId: string; kind: string }
  'sanction.lifted': { personId: string; kind: string }
  'appeal.made': { personId: string; against: 'posting' | 'sanction'; targetId: string }
  'appeal.decided': { personId: string; against: 'posting' | 'sanction'; targetId: string; upheld: boolean }
  'rulebook.proposed': { version: number; by: string }
  'rulebook.confirmed': { version: number; by: string; effectiveFrom: number }
  'rulebook.dropped': { version: number; by: string }
  'match_rules.proposed': { province: string; version: number; by: string }
  'match_rules.confirmed': { province: string; version: number; by: string; effectiveFrom: number }
  'match_rules.dropped': { province: string; version: number; by: string }
  'agreement_template.proposed': { province: string; version: number; by: string }
  'agreement_template.confirmed': { province: string; version: number; by: string; effectiveFrom: number }
  'agreement_template.dropped': { province: string; version: number; by: string }
  /** A list of postings came to an end; `published` of its rows are postings or wait for staff. */
  'import.finished': { employerId: string; outcome: 'done' | 'refused' | 'failed'; published: number }
  'api_key.made': { employerId: string }
  'api_key.revoked': { employerId: string }
  'job.closed': { employerId: string; reason: 'closed' | 'cancelled' | 'ended' }
  /** `gateId` is null at the desk. */
  'check_in.recorded': { personId: string; gateId: string | null; day: string; number: number }
  'check_in.left': { personId: string; reason: LeaveReason }
  /** Somebody who came by a printed code is surely there: a gate's screen, the desk or the eyes of staff say so. */
  'check_in.assured': { personId: string; by: AssuredBy }
  /** Present again on the same day, under the same number; waits since `waitingSince`. `gateId` is null at the desk. */
  'check_in.returned': { personId: string; gateId: string | null; day: string; number: number; waitingSince: number }
  /** From market to market. `marketId` of the event is where the person comes from; `groupId` is a bus made by staff. */
  'transfer.offered': {
    workerId: string; toMarketId: string; groupId: string; until: number
    /** What there is to do, where the bus goes to one job; events of before buses had a job do not have it. */
    job?: { trade: string; payFen: number; payUnit: PayUnit; startsAt: number } | null
  }
  /** `until`: by when they should be there. */
  'transfer.accepted': { workerId: string; toMarketId: string; jobId: string | null; groupId: string | null; until: number }
  'transfer.refused': { workerId: string; toMarketId: string; groupId: string }
  'transfer.arrived': { workerId: string; toMarketId: string; groupId: string | null }
  /** The clock ran out: on the offer, or on the way. `hasPlace`: a place was taken with it, which stands; older events do not say. */
  'transfer.lapsed': { workerId: string; toMarketId: string; groupId: string | null; was: 'offered' | 'moving'; hasPlace?: boolean }
  /** By the worker, or with the whole bus by staff. */
  'transfer.cancelled': {
    workerId: string; toMarketId: string; groupId: string | null; by: 'worker' | 'staff'
    /** What became of the place that was taken with a bus, where staff cancelled it. */
    place?: 'kept' | 'given_back' | null
  }
  'transfer_group.made': { toMarketId: string; by: string; seats: number; leavesAt: number }
  'transfer_group.cancelled': { toMarketId: string; by: string }
  /** `placed`: people who have a job in it. */
  'dispatch.proposed': { by: string; round: number; placed: number }
  /** Staff put them elsewhere: one, or a whole crew. */
  'dispatch.moved': { by: string; personIds: string[]; jobId: string | null }
  'dispatch.confirmed': { by: string; round: number; placed: number }
  /** Those of a confirmed round who were there and got no place, a few hundred in one event; each of them in one event of a round. */
  'dispatch.no_place': { personIds: string[]; round: number }
  'dispatch.dropped': { by: string }
  /** Waits for a place to come free, or for the employer's choice. */
  'application.queued': { jobId: string; workerId: string; employerId: string; hiring: Hiring }
  /** A place is held for the worker until `until`. */
  'application.offered': { jobId: string; workerId: string; employerId: string; until: number; by: OfferedBy }
  /** The worker took the place that was held. Together with `application.applied` this is everybody who said yes. */
  'application.accepted': { jobId: string; workerId: string; employerId: string }
  /** The clock ran out: on an offered place, or, in the queue, on the whole job. */
  'application.lapsed': { jobId: string; workerId: string; employerId: string; was: 'queued' | 'offered'; offeredBy: OfferedBy | null }
  /** Its hours are over and not both had signed. `tell`: it is news to the worker. */
  'application.unsigned': { jobId: string; workerId: string; employerId: string; tell: boolean }
  /** A day after its hours nobody had scanned the worker there. `tell` as above. */
  'application.absent': { jobId: string; workerId: string; employerId: string; tell: boolean }
  'application.applied': { jobId: string; workerId: string; employerId: string }
  /** `released`: it held a place, which is free or somebody else's now. */
  'application.withdrawn': { jobId: string; workerId: string; employerId: string; released: boolean }
  'application.declined': { jobId: string; workerId: string; employerId: string; released: boolean }
  'application.cancelled': { jobId: string; workerId: string; employerId: string; by: 'worker' | 'employer' | 'staff' }
  /** A draft nobody had signed was written anew: the wording in force or the facts were not those of its text any more. */
  'agreement.rewritten': { applicationId: string; workerId: string; employerId: string; templateVersion: string }
  /** `complete`: this was the second signature. */
  'agreement.signed': { applicationId: string; workerId: string; employerId: string; party: 'worker' | 'employer'; complete: boolean }
  /** Fingerprint of the seal's record (SHA-256, hex); events of before there was one do not have it. */
  'agreement.sealed': { applicationId: string; workerId: string; employerId: string; recordSha256?: string }
  /** The signed PDF is there, with its fingerprints (hex). */
  'agreement.paper_made': { applicationId: string; workerId: string; employerId: string; sha256: string; sm3: string; bytes: number }
  /** A signed agreement came to its end, by being carried out or before that. */
  'agreement.ended': { applicationId: string; workerId: string; employerId: string; how: AgreementEnd; recordSha256: string }
  'arrival.confirmed': { jobId: string; workerId: string; employerId: string; staffId: string; afterHours?: true }
  /** A scan that came later was made before the one that had confirmed it: the arrival is of then. */
  'arrival.earlier': { jobId: string; workerId: string; employerId: string; staffId: string }
  /** Kept, and somebody has to look at it. `toTell`: who runs the market, while nothing of the kind waited there; events of before do not have it. */
  'scan.to_review': { staffId: string; review: ScanCause; applicationId: string | null; toTell?: string[] }
  /** Scans of a phone that never came, by their numbers there. Named after the phone. `toTell`: who ran the market then; events of before do not have it. */
  'scan.missing': { staffId: string; from: number; to: number; toTell?: string[] }
  /** A phone was put out of use. */
  'staff_phone.revoked': { by: string; reason: PhoneReason }
  'scan.refused': { staffId: string; result: string; applicationId: string | null }
  'work.finished': { jobId: string; workerId: string; employerId: string }
  'hours.proposed': { workerId: string; employerId: string; minutes: number; amountFen: number; round: number }
  'hours.agreed': { workerId: string; employerId: string; minutes: number; amountFen: number }
  'hours.disputed': { workerId: string; employerId: string; round: number }
  'payment.recorded': { workerId: string; employerId: string; amountFen: number }
  'payment.confirmed': { workerId: string; employerId: string; amountFen: number }
  'payment.disputed': { workerId: string; employerId: string; amountFen: number }
  /** `toConfirm`: those who may be the second person, at the moment it was proposed. */
  'grant.proposed': { personId: string; role: StaffRole; scopePath: string; by: string; toConfirm: string[] }
  'grant.confirmed': { personId: string; role: StaffRole; scopePath: string; by: string }
  'grant.refused': { personId: string; role: StaffRole; scopePath: string; by: string }
  'grant.ended': { personId: string; role: StaffRole; scopePath: string; by: string }
  /** Made on the server itself, by whoever runs it. */
  'grant.installed': { personId: string; role: StaffRole; scopePath: string }
  'training.recorded': { personId: string; kind: 'course' | 'drill' | 'assessment'; minutes: number; by: string }
  'verification.submitted': { personId: string; of: 'person' | 'employer' | 'licence' }
  'verification.passed': { personId: string; of: 'person' | 'employer' | 'licence'; method: 'gateway' | 'face' | 'review' | 'desk' }
  'verification.refused': { personId: string; of: 'person' | 'employer' | 'licence' }
  /** What was checked counts for `days` days more; 0 when it counts no more. Named after the person. */
  'verification.ending': { personId: string; of: 'person' | 'employer'; days: 30 | 14 | 3 | 0 }
  'licence.ending': { employerId: string; paper: PaperKind; days: 30 | 14 | 3 | 0 }
  /** A worker's licence for a dangerous trade counts for `days` days more. */
  'work_licence.ending': { personId: string; licence: WorkLicenceKind; days: 30 | 14 | 3 | 0 }
  /** Somebody with a right was stopped because they did it too often; `toTell` are those who watch over the place. Named after who was stopped. */
  'audit.alarm': { action: string; toTell: string[] }
  'case.opened': { kind: CaseKind; subjectId: string }
  'case.closed': { kind: CaseKind; subjectId: string; ownerId: string; outcome: CaseOutcome; inTime: boolean }
}

export type EventKind = keyof EventKinds

/** What a write appends. `subjectId` is the id of the thing the kind is named after; `at` is UTC ms. */
export type FeedEvent = {
  [Kind in EventKind]: { kind: Kind; subjectId: string; marketId: string | null; at: number; data: EventKinds[Kind] }
}[EventKind]

/** An event as it stands in the table. */
export type StoredEvent = FeedEvent & { seq: number; xid: number }
