import { readPostingRow, allProblems, type ImportedPosting } from '@market/shared/exchange/posting-rows.rules'
import type { FieldProblem } from '@market/shared/errors'
import { postingProblems } from '@market/shared/jobs/jobs.rules'
import { checkPersonName, checkPhone } from '@market/shared/register/register.rules'
import { shownUntil } from '@market/shared/supervision/points.rules'
import type { Rulebook } from '@market/shared/supervision/rulebook'
import { judgePosting, type Judgement } from '@market/shared/supervision/supervision.rules'
import type { EmployerKind } from '@market/shared/words/lists'
import { maskName, maskPhone } from '@market/shared/words/mask'
import { marketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Place as SealedPlace, Vault } from '../../store/vault'
import type { NewRow } from './exchange.queries'
import type { FileRow } from './heading'
import type { Finding, FoundMarket, WantedPlace } from './market-finder'
import type { StagedJob } from './staged-job'

/** What stays the same for all rows of a file. */
export type StagingFacts = {
  importId: string
  employer: { id: string; kind: EmployerKind; name: string }
  date1904: boolean
  findMarket: (wanted: WantedPlace) => Finding
  rulebook: Rulebook
  vault: Vault
}

type Understood = { row: FileRow; posting: ImportedPosting; read: FieldProblem[]; market: FoundMarket | null; source: string }

export type Staged = { rows: NewRow[]; counts: { read: number; bad: number; known: number } }

/**
 * Turns the rows of a file into jobs to be, a handful at a time.
 * @param minimumAt the hourly minimum in fen at a market at an instant
 * @param knownNumbers which of these numbers this employer has posted already, as `source\nnumber`
 */
export function staging(
  { importId, employer, date1904, findMarket, rulebook, vault }: StagingFacts,
  { minimumAt, knownNumbers }: { minimumAt: (marketId: string, at: number) => Promise<number>; knownNumbers: (externalIds: string[]) => Promise<Set<string>> },
): (rows: readonly FileRow[], now: number) => Promise<Staged> {
  /** The line on which each number stood first. */
  const lines = new Map<string, number>()
  const minimums = new Map<string, number>()

  const minimumFor = async (marketId: string, at: number): Promise<number> => {
    const key = `${marketId} ${marketDay(at)}`
    const found = minimums.get(key) ?? (await minimumAt(marketId, at))
    minimums.set(key, found)
    return found
  }

  const understand = (row: FileRow, now: number): Understood => {
    const { posting, problems: read } = readPostingRow(row.values, { now, date1904 })
    const found = findMarket({ market: posting.market, region: posting.region, lat: posting.draft.lat, lng: posting.draft.lng })
    // A point that was not understood may be the place: it is said once.
    if ('problem' in found && !read.some(({ field }) => field === 'lat' || field === 'lng')) add(read, found.problem)
    const own = ownPosting(posting)
    if (own !== null) add(read, { field: 'employerName', message: own })
    return { row, posting, read, market: 'market' in found ? found.market : null, source: posting.sourceName ?? employer.name }
  }

  /** An own account posts its own jobs only; an agency says whose (five-ministry notice of 2026-01-13). */
  const ownPosting = ({ hiringName, sourceName }: ImportedPosting): string | null => {
    if (employer.kind === 'agency') return hiringName === null ? '请写用工单位的名称，工人要知道给谁干' : null
    if (hiringName !== null && hiringName !== employer.name) return `这里是“${employer.name}”的账号，只能发自己单位的岗位`
    return sourceName !== null && sourceName !== employer.name ? '只有人力资源机构能转发别处的岗位，请删掉来源' : null
  }

  const jobOf = ({ posting, market, source }: Understood & { market: FoundMarket }, { verdict, findings }: Judgement, now: number): StagedJob => {
    const id = uuidv7()
    const { contactName, contactPhone, lat, lng, ...draft } = posting.draft
    const name = checkPersonName(contactName)
    const phone = checkPhone(contactPhone)
    if (!name.ok || !phone.ok) throw new Error('a contact was staged that the rules of posting refuse')
    const sealedAt = (column: 'contact_name_sealed' | 'contact_phone_sealed'): SealedPlace => ({ table: 'jobs', column, row: id })
    return {
      ...draft,
      id,
      employerId: employer.id,
      marketId: market.id,
      marketPath: market.path,
      status: verdict === 'doubtful' ? 'in_review' : 'open',
      confirmedUntil: verdict === 'doubtful' ? null : shownUntil(now, draft.startsAt, rulebook.reconfirm),
      filled: 0,
      version: 1,
      lat: lat ?? market.lat,
      lng: lng ?? market.lng,
      contactNameSealed: vault.seal(name.value, sealedAt('contact_name_sealed')),
      contactNameMasked: maskName(name.value),
      contactPhoneSealed: vault.seal(phone.value, sealedAt('contact_phone_sealed')),
      contactPhoneMasked: maskPhone(phone.value),
      sourceName: source,
      sourceUrl: posting.sourceUrl,
      externalId: posting.externalId,
      importId,
      hiringName: posting.hiringName === employer.name ? null : posting.hiringName,
      hiringCreditCode: posting.hiringCreditCode,
      posting: { ...draft, marketId: market.id, ...(lat === undefined || lng === undefined ? {} : { lat, lng }) },
      verdict,
      findings,
      rulebookVersion: rulebook.version,
    }
  }

  return async (rows, now) => {
    const understood = rows.map((row) => understand(row, now))
    const known = await knownNumbers(understood.map(({ posting }) => posting.externalId))
    const staged: Staged = { rows: [], counts: { read: rows.length, bad: 0, known: 0 } }
    for (const one of understood) {
      const { row, posting, read, market, source } = one
      const number = `${source}\n${posting.externalId}`
      const before = lines.get(number)
      if (posting.externalId !== '' && before === undefined) lines.set(number, row.line)
      if (before !== undefined) add(read, { field: 'externalId', message: `和第 ${before} 行的岗位编号一样` })
      // What is here already is not judged again: its start may have gone by since.
      else if (known.has(number)) {
        staged.counts.known++
        continue
      }
      const minimumHourlyFen = market === null || Number.isNaN(posting.draft.startsAt) ? 0 : await minimumFor(market.id, posting.draft.startsAt)
      const judgement = judgePosting(posting.draft, rulebook, { minimumHourlyFen, employer, earlier: [] })
      const refused = judgement.findings.filter(({ severity }) => severity === 'refused')
      const problems = allProblems(read, [...postingProblems({ ...posting.draft, marketId: market?.id ?? '' }, { now, minimumHourlyFen }), ...refused])
      if (problems.length > 0 || market === null) {
        staged.counts.bad++
        staged.rows.push({ line: row.line, sourceName: null, externalId: null, job: null, problems })
      } else {
        staged.rows.push({ line: row.line, sourceName: source, externalId: posting.externalId, job: jobOf({ ...one, market }, judgement, now), problems: [] })
      }
    }
    return staged
  }
}

const add = (problems: FieldProblem[], problem: FieldProblem): void => {
  if (!problems.some(({ field }) => field === problem.field)) problems.push(problem)
}
