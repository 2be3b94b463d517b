import type { Clock } from './clock'
import type { Config } from './config'
import { applyRoutes } from './features/apply/apply.routes'
import { applyService } from './features/apply/apply.service'
import { arriveRoutes } from './features/arrive/arrive.routes'
import { arriveService } from './features/arrive/arrive.service'
import { byHandService } from './features/arrive/by-hand.service'
import { phonesService } from './features/arrive/phones.service'
import { reviewsService } from './features/arrive/reviews.service'
import { offlineRoster } from './features/arrive/roster.service'
import { scanCases } from './features/arrive/scan-cases'
import { scanning } from './features/arrive/scanning'
import { unconfirmedService } from './features/arrive/unconfirmed.service'
import { uploadService } from './features/arrive/upload.service'
import { auditRoutes } from './features/audit/audit.routes'
import { auditService } from './features/audit/audit.service'
import { backupChore } from './features/backup/backup.chore'
import { casesRoutes } from './features/cases/cases.routes'
import { casesService } from './features/cases/cases.service'
import { checkInRoutes } from './features/check-in/check-in.routes'
import { closingTime } from './features/check-in/closing'
import { hiredFollower } from './features/check-in/hired.follower'
import { presenceService } from './features/check-in/presence.service'
import { checkInService } from './features/check-in/check-in.service'
import { crewsRoutes } from './features/crews/crews.routes'
import { crewsService } from './features/crews/crews.service'
import { demoRoutes } from './features/demo/demo.routes'
import { demoService } from './features/demo/demo.service'
import { identityRoutes } from './features/identity/identity.routes'
import { identityService } from './features/identity/identity.service'
import { heldLicences } from './features/identity/held-licences'
import { licencesService } from './features/identity/licences.service'
import { identityReminders } from './features/identity/reminders'
import { reviewService } from './features/identity/review.service'
import { submissionService } from './features/identity/submission.service'
import { workLicencesService } from './features/identity/work-licences.service'
import { cosignerOf } from './features/evidence/cosigner'
import { evidenceFollower } from './features/evidence/evidence.follower'
import { evidenceRoutes } from './features/evidence/evidence.routes'
import { evidenceService } from './features/evidence/evidence.service'
import { rootSigning } from './features/evidence/root-signing'
import { apiKeysService } from './features/exchange/api-keys.service'
import { exchangeRoutes } from './features/exchange/exchange.routes'
import { importRunner } from './features/exchange/import-runner'
import { importsService } from './features/exchange/imports.service'
import { jobFeedService } from './features/exchange/job-feed.service'
import { gatesRoutes } from './features/gates/gates.routes'
import { gatesService } from './features/gates/gates.service'
import { posterDrawing } from './features/gates/posters'
import { inboxFollower } from './features/inbox/inbox.follower'
import { inboxRoutes } from './features/inbox/inbox.routes'
import { inboxService } from './features/inbox/inbox.service'
import { jobsRoutes } from './features/jobs/jobs.routes'
import { jobsService } from './features/jobs/jobs.service'
import { openJobsIndex } from './features/jobs/open-jobs-index'
import { postingService } from './features/jobs/posting.service'
import { coverageService } from './features/markets/coverage.service'
import { marketDaysFollower } from './features/markets/market-days.follower'
import { marketsRoutes } from './features/markets/markets.routes'
import { marketService } from './features/markets/markets.service'
import { registryService } from './features/markets/registry.service'
import { matchRoutes } from './features/match/match.routes'
import { employerRecordsFollower } from './features/match/employer-records.follower'
import { matchRulesService } from './features/match/match-rules.service'
import { matchService } from './features/match/match.service'
import { monitorRoutes } from './features/monitor/monitor.routes'
import { monitorService } from './features/monitor/monitor.service'
import { asking } from './features/dispatch/asking'
import { dispatchRoutes } from './features/dispatch/dispatch.routes'
import { dispatchService } from './features/dispatch/dispatch.service'
import { agreementCopies } from './features/desk/agreement-copies'
import { agreementSigning } from './features/desk/agreement-signing'
import { deskCounter } from './features/desk/desk-counter'
import { deskRoutes } from './features/desk/desk.routes'
import { deskService } from './features/desk/desk.service'
import { heldOffers } from './features/desk/held-offers'
import { phoneBindingService } from './features/desk/phone-binding.service'
import { accountClosing } from './features/my-data/closing'
import { myDataRoutes } from './features/my-data/my-data.routes'
import { myDataService } from './features/my-data/my-data.service'
import { idCardService } from './features/register/id-card'
import { choosing } from './features/push/choosing'
import { pushChores } from './features/push/push.chores'
import { pushFollower } from './features/push/push.follower'
import { pushRoutes } from './features/push/push.routes'
import { pushService } from './features/push/push.service'
import { sending } from './features/push/sending'
import { telling } from './features/push/telling'
import { registerRoutes } from './features/register/register.routes'
import { registerService } from './features/register/register.service'
import { codeReader } from './features/scan/code-reader'
import { workPasses } from './features/scan/passes'
import { scanRoutes } from './features/scan/scan.routes'
import { scanService } from './features/scan/scan.service'
import { sessionRoutes } from './features/session/session.routes'
import { sessionService } from './features/session/session.service'
import { settleRoutes } from './features/settle/settle.routes'
import { settleService } from './features/settle/settle.service'
import { agreementDrafts } from './features/sign/agreement-drafts'
import { endingsFollower } from './features/sign/endings.follower'
import { paperMaking } from './features/sign/paper-making'
import { agreementPapers } from './features/sign/papers'
import { signRetention } from './features/sign/retention'
import { sealing } from './features/sign/sealing'
import { signRoutes } from './features/sign/sign.routes'
import { secondFactor } from './features/sign/second-factor'
import { signManyService } from './features/sign/sign-many.service'
import { signService } from './features/sign/sign.service'
import { recordSealer, sealVerifier } from './features/sign/record-sealer'
import { redrafting } from './features/sign/redrafting'
import { templatesRoutes } from './features/sign/templates.routes'
import { templatesService } from './features/sign/templates.service'
import type { KeyRing } from './crypto/key-files'
import { publicKeysOf, signingKeysOf } from './crypto/signing-keys'
import { appealsService } from './features/supervision/appeals.service'
import { checksService } from './features/supervision/checks.service'
import { reviewService as postingReviewService } from './features/supervision/review.service'
import { rulebookService } from './features/supervision/rulebook.service'
import { sanctionsService } from './features/supervision/sanctions.service'
import { supervisionRoutes } from './features/supervision/supervision.routes'
import type { Chore } from './feed/chores'
import { arrivedFollower } from './features/transfer/transfer.follower'
import { boardService } from './features/transfer/board.service'
import { groupsService } from './features/transfer/groups.service'
import { transferRoutes } from './features/transfer/transfer.routes'
import { transferService } from './features/transfer/transfer.service'
import { unanswered } from './features/transfer/unanswered'
import { findPersonService } from './features/staff/find-person.service'
import { grantsService } from './features/staff/grants.service'
import { rosterService } from './features/staff/roster.service'
import { staffRoutes } from './features/staff/staff.routes'
import type { Follower } from './feed/feed'
import type { Projection } from './feed/projection'
import { sandboxLogin } from './gateways/wechat/sandbox-login'
import type { IdentityGateway } from './gateways/identity/identity'
import type { TimestampAuthority } from './gateways/tsa/tsa'
import type { SmsGateway } from './gateways/sms/sms'
import type { WechatGateway } from './gateways/wechat/wechat'
import type { AccessTokens } from './http/access-token'
import type { Route } from './http/route'
import { openAgreementPrinter } from './paper/agreement-printer'
import { openPaper } from './paper/paper'
import type { Store } from './store/store'
import type { Vault } from './store/vault'

/** The outside world, each behind a port. */
export type Gateways = { wechat: WechatGateway; identity: IdentityGateway; sms: SmsGateway | null; tsa: TimestampAuthority }

export type FeatureParts = { config: Config; store: Store; clock: Clock; vault: Vault; tokens: AccessTokens; gateways: Gateways; keyRing: KeyRing }

/**
 * Every feature, built and registered in the order of the journey. Whoever looks for what a feature needs or who calls
 * whom finds it here.
 */
export function registerFeatures(route: Route, { config, store, clock, vault, tokens, keyRing, gateways: { wechat, identity: authority, sms, tsa } }: FeatureParts): { followers: readonly Follower[]; projections: readonly Projection[]; chores: readonly Chore[]; close(): Promise<void> } {
  const { keys, sandbox, publicUrl } = config
  const codes = codeReader({ key: keys.code, clock })
  const passes = workPasses(keyRing.pass)
  const wording = templatesService({ store })
  const drafts = agreementDrafts({ vault, templates: wording })
  const paper = openPaper()

  const session = sessionService({ store, wechat, tokens, tokenKey: keys.token })
  const audit = auditService({ store })
  const cases = casesService({ store })
  const markets = marketService({ store })
  const identity = identityService({ store, vault, gateway: authority, cases })
  const register = registerService({ store, vault, session, identity })
  const idCards = idCardService({ wechat })
  const checkIn = checkInService({ store, codes })
  const rulebooks = rulebookService({ store })
  const appeals = appealsService({ vault, cases })
  const sanctions = sanctionsService({ store, audit, appeals, rulebooks })
  const checks = checksService({ rulebooks, identity })
  const openJobs = openJobsIndex({ store, clock })
  const jobs = jobsService({ store, openJobs, vault, markets, checks, cases })
  const matchRules = matchRulesService({ store })
  const match = matchService({ store, clock, vault, licences: heldLicences, jobs, rules: matchRules })
  const apply = applyService({ store, vault, jobs, match, licences: heldLicences, drafts })
  const postings = postingService({ store, vault, markets, identity, checks, cases, appeals, jobs, apply })
  const scan = scanService({ store, codes, checkIn, apply, passes })
  const signing = signingKeysOf(keyRing.seal, { sandbox })
  const factor = secondFactor({ store, vault, sms, wechat, identity, sandbox })
  const signs = { store, vault, keys: signing, apply, identity, match, redrafts: redrafting({ store, drafts }), factor }
  const logKeys = signingKeysOf(keyRing.log, { sandbox })
  const evidence = evidenceService({ store, keys: { log: logKeys, cosign: publicKeysOf(keyRing.cosign) } })
  const sign = signService({ ...signs, evidence, seals: sealVerifier(keyRing), codes, test: sandbox })
  const papers = agreementPapers({ store, vault, evidence })
  const roots = rootSigning({ store, keys: logKeys, cosigner: cosignerOf(keyRing, { store, sandbox, logKey: (keyId) => logKeys.publicKey(keyId) }) })
  const counter = deskCounter({ store, vault, audit, codeKey: keys.code })
  const desk = deskService({ store, vault, counter, checkIn, identity, paper, papers, signing: sign, codeKey: keys.code, publicUrl })
  const toReview = scanCases({ audit, cases })
  const scans = scanning({ store, audit, apply, passes, cases: toReview, codeKey: keys.code })
  const arrive = arriveService({ store, apply, markets, scans, passes, publicUrl })
  const presence = presenceService({ store, audit })
  const transfers = { transfers: transferService({ store, match, apply, checkIn }), groups: groupsService({ store, match, apply, presence, audit }), board: boardService({ store, presence }) }
  const dispatch = dispatchService({ store, match, jobs, presence, audit })
  const asked = asking({ store, clock, apply })
  const settle = settleService({ store, apply, jobs })

  sessionRoutes(route, session, { sandbox })
  // Anybody may enter as a made-up person: on a real installation these calls do not exist.
  if (sandbox) demoRoutes(route, demoService({ store, loginCode: sandboxLogin(config.wechat.apiBase) }))
  marketsRoutes(route, markets, registryService({ store, audit }), coverageService({ store }))
  gatesRoutes(route, gatesService({ store, audit, draw: posterDrawing({ paper, publicUrl }), codeKey: keys.code, publicUrl }))
  scanRoutes(route, scan)
  registerRoutes(route, register, idCards)
  checkInRoutes(route, checkIn, presence)
  identityRoutes(route, {
    identity,
    submissions: submissionService({ store, vault, gateway: authority, cases, identity }),
    reviews: reviewService({ store, vault, cases, audit }),
    licences: licencesService({ store }),
    workLicences: workLicencesService({ store, vault, cases }),
  })
  deskRoutes(route, {
    desk,
    offers: heldOffers({ store, counter, apply }),
    signing: agreementSigning({ store, counter, audit, sign }),
    copies: agreementCopies({ store, counter, audit, papers }),
    phones: phoneBindingService({ counter, papers, signing: sign, codeKey: keys.code, publicUrl }),
  })
  crewsRoutes(route, crewsService({ store, codes, codeKey: keys.code, publicUrl }))
  jobsRoutes(route, jobs, postings)
  supervisionRoutes(route, {
    reviews: postingReviewService({ store, vault, cases, audit, appeals, sanctions, rulebooks, postings }),
    sanctions,
    rulebooks,
  })
  const importing = importRunner({ store, vault, clock, postings, identity, checks })
  exchangeRoutes(route, {
    imports: importsService({ store, markets, identity, checks, runner: importing }),
    keys: apiKeysService({ store, identity }),
    feed: jobFeedService({ store, publicUrl }),
  })
  matchRoutes(route, match, matchRules)
  applyRoutes(route, apply)
  signRoutes(route, { sign, many: signManyService({ ...signs, jobs }), papers })
  templatesRoutes(route, wording)
  evidenceRoutes(route, evidence)
  arriveRoutes(route, arrive, {
    roster: offlineRoster({ store, passes, codeKey: keys.code }),
    uploads: uploadService({ store, audit, scans, cases: toReview }),
    phones: phonesService({ store, audit }),
    reviews: reviewsService({ store, audit, cases, scans }),
    byHand: byHandService({ audit, cases: toReview }),
    unconfirmed: unconfirmedService({ store }),
  })
  settleRoutes(route, settle)
  transferRoutes(route, transfers)
  dispatchRoutes(route, dispatch)
  const inbox = inboxService({ store })
  inboxRoutes(route, inbox)
  myDataRoutes(route, myDataService({ store, vault, factor }))
  const { templates } = config.wechat
  pushRoutes(route, pushService({ store, templates }))
  const push = {
    choosing: choosing({ store, clock, jobs, match }),
    telling: telling({ store, clock, inbox, jobs, match, templates }),
    sending: sending({ store, clock, wechat, jobs, match, templates }),
  }
  const seal = sealing({ store, clock, vault, sealer: recordSealer(keyRing), tsa, codeKey: keys.code, test: sandbox })
  const printer = openAgreementPrinter()
  const making = paperMaking({ store, clock, vault, printer, document: keyRing.document, tsa, publicUrl, sealedBy: sandbox ? '零工市场（测试）' : '零工市场' })
  casesRoutes(route, cases)
  monitorRoutes(route, monitorService({ store }))
  staffRoutes(route, {
    people: findPersonService({ vault, codes, audit }),
    grants: grantsService({ store, audit, session, cases }),
    roster: rosterService({ store, audit, arrive, cases, markets }),
  })
  auditRoutes(route, audit)
  return {
    followers: [inboxFollower, endingsFollower, evidenceFollower, marketDaysFollower, employerRecordsFollower({ apply }), hiredFollower({ checkIn }), arrivedFollower, asked.follower, pushFollower({ clock, templates, ...push })],
    projections: [openJobs.projection, match.projection],
    chores: [importing.chore, seal.chore, making.chore, signRetention({ store }), accountClosing({ store, evidence }), postings.reminders, ...apply.chores, identityReminders({ store }), closingTime({ store }), unanswered({ store }), asked.chore, dispatch.drafts, roots.chore, ...pushChores({ store, ...push }), ...backups(config)],
    /** After the chores have stopped, which print. */
    close: () => printer.close(),
  }
}

const backups = ({ backup, store, keyFolders }: Config): Chore[] =>
  backup === null || store.engine !== 'sqlite' ? [] : [backupChore({ file: store.file, keyFolder: keyFolders.folder, ...backup })]
