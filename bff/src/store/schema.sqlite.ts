import { sqliteColumns } from './columns'
import { defineSchema } from './schema'

// drizzle-kit sees only tables that are exported by name. A table missing here fails the type check in sqlite.ts.
export const {
  regions, minimumWages, markets, gates, codes,
  people, sessions, workers, workerTrades, employers, accountClosures,
  grants, marketOperators, staffTrainings, auditEntries, cases,
  verifications, documents, licences, workLicences,
  deskRegistrations, crews, crewMembers,
  checkIns, jobs, applications, scans, workPasses, staffPhones, arrivals, settlements,
  agreementTemplates, agreements, signatures, strokes, signingCodes, seals, agreementPapers, agreementEndings,
  evidenceEntries, evidenceNodes, evidenceRoots, evidenceCosigner,
  rulebooks, jobVersions, reports, sanctions, appeals,
  transferGroups, transfers,
  dispatches, dispatchJobs, dispatchPeople,
  imports, importRows, apiKeys, apiKeyUses,
  pushSettings, pushConsents, pushSeekers, pushPostings, pushMessages, pushTold, pushDays,
  matchRules, employerRecords,
  inboxMessages, marketDays,
  events, followerPositions, idempotencyResults, counters,
} = defineSchema(sqliteColumns)
