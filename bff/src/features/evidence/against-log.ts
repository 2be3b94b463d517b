import { minute } from '@market/shared/words/time'
import { canonicalJson } from '@market/shared/sign/canonical-json'
import type { CheckedAgreement } from './agreement-check'
import { evidenceText } from './evidence.text'
import type { Findings, TrustedKeys } from './findings'
import { factKey, type LogCheck } from './log-check'

const { places, problems, notices } = evidenceText

/** How long a fact may be older than the log's newest entry and not be in it yet: two servers, one clock a little ahead. */
const mayWait = 10 * minute

/** Holds agreements, checked by themselves, one by one against the log that was read before them. */
export function againstLog(findings: Findings, keys: Pick<TrustedKeys, 'seals'>, log: Pick<LogCheck, 'facts' | 'newestAt'>) {
  const seen = new Set<string>()
  let waitForSeal = 0
  let waitForLog = 0

  return {
    agreement({ id, waitsForSeal, isErased, claims, findings: found }: CheckedAgreement): void {
      const where = places.agreement(id)
      for (const finding of found) findings.add(finding.where, finding.problem)
      if (waitsForSeal) waitForSeal += 1
      // A PDF is erased when its time is over; its entry stays, for whoever still has theirs.
      if (isErased) seen.add(factKey('agreement.paper_made', id))
      for (const { kind, expected } of claims) {
        const key = factKey(kind, id)
        seen.add(key)
        const entry = log.facts.get(key)
        if (entry !== undefined) findings.expect(canonicalJson(entry.facts) === canonicalJson({ kind, subjectId: id, ...expected }), where, problems.entryDiffers(kind))
        // Followed after the commit, in order: what is newer than the newest entry may still be on its way.
        else if (expected.at + mayWait >= log.newestAt) waitForLog += 1
        else findings.add(where, problems.noEntry(kind))
      }
    },

    /** After the last agreement: what the log speaks of is there. */
    end(): void {
      for (const [key, { index, facts }] of log.facts) {
        if (!seen.has(key)) findings.add(places.entry(index), problems.noSubject(facts.subjectId, facts.kind))
      }
      if (waitForSeal > 0) findings.notices.push(notices.waitsForSeal(waitForSeal))
      if (waitForLog > 0) findings.notices.push(notices.waitsForLog(waitForLog))
      if (keys.seals === null) findings.notices.push(notices.sealsNotChecked)
    },
  }
}
