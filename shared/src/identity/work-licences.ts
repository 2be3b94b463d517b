import type { TradeCode } from '../words/lists'

/**
 * Licences that the law demands of whoever does a dangerous trade, and which trade takes which. Data: names, authorities and
 * laws change without the rules changing.
 */

/** The two papers there are, each with who issues it and the law that demands it. */
export const licencePapers = {
  special_operation: {
    name: '特种作业操作证',
    issuer: '应急管理部门',
    howToGet: '到应急管理部门认可的机构培训，考试合格后发证；全国都认',
    law: '安全生产法 30；特种作业人员安全技术培训考核管理规定（安监总局令第 30 号）5、19',
    /** Looked at again every three years, which the paper shows; it is valid for six (21). */
    isReviewed: true,
    /** Usually T and the holder's ID number. */
    numberHasIdNumber: true,
  },
  construction: {
    name: '建筑施工特种作业操作资格证',
    issuer: '住房城乡建设部门',
    howToGet: '向省里的住房城乡建设部门报名考核，合格后发证',
    law: '建设工程安全生产管理条例 25；建筑施工特种作业人员管理规定（建质〔2008〕75 号）4',
    isReviewed: false,
    numberHasIdNumber: false,
  },
} as const
export type LicencePaper = keyof typeof licencePapers

/** What each allows, as printed on the paper. */
export const workLicences = {
  electrician_low: { name: '低压电工作业', paper: 'special_operation' },
  electrician_high: { name: '高压电工作业', paper: 'special_operation' },
  welder: { name: '焊接与热切割作业', paper: 'special_operation' },
  work_at_height: { name: '高处作业', paper: 'special_operation' },
  building_electrician: { name: '建筑电工', paper: 'construction' },
  building_scaffolder: { name: '建筑架子工', paper: 'construction' },
} as const satisfies Record<string, { name: string; paper: LicencePaper }>
export type WorkLicenceKind = keyof typeof workLicences

export const workLicenceKinds = Object.keys(workLicences) as [WorkLicenceKind, ...WorkLicenceKind[]]
export const isWorkLicence = (kind: string): kind is WorkLicenceKind => kind in workLicences

export const licenceName = (kind: WorkLicenceKind): string => `${licencePapers[workLicences[kind].paper].name}（${workLicences[kind].name}）`

/**
 * Which trades take a licence: any one of those named, because the same trade is done at a building site and elsewhere, at low
 * and at high voltage, and a posting does not say which. `confirmed: false` where the code of the trade is not checked against the
 * printed book (`trades`): that the work itself takes a licence is certain.
 */
const neededFor = {
  '6-31-01-03': { anyOf: ['electrician_low', 'electrician_high', 'building_electrician'], confirmed: false },
  '6-18-02-04': { anyOf: ['welder'], confirmed: false },
  '6-29-01-05': { anyOf: ['building_scaffolder', 'work_at_height'], confirmed: true },
} as const satisfies Partial<Record<TradeCode, { anyOf: readonly WorkLicenceKind[]; confirmed: boolean }>>

const needs = new Map<string, readonly WorkLicenceKind[]>(Object.entries(neededFor).map(([trade, { anyOf }]) => [trade, anyOf]))
const none: readonly WorkLicenceKind[] = []

/** The licences of which a trade takes one; none where it takes none. */
export const licencesFor = (trade: string): readonly WorkLicenceKind[] => needs.get(trade) ?? none
export const needsLicence = (trade: string): boolean => needs.has(trade)
export const tradesWithLicence: readonly string[] = [...needs.keys()]
