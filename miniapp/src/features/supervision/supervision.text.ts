import type { FieldProblem } from '@market/shared/errors'
import type { JobDetail } from '@market/shared/jobs/jobs.contract'
import type { Finding } from '@market/shared/supervision/finding'
import { sanctionKindWords } from '@market/shared/supervision/reports.rules'
import type { MyStanding, Sanction } from '@market/shared/supervision/supervision.contract'
import { moment } from '@market/shared/words/show'
import { day } from '@market/shared/words/time'
import type { NoticeTone } from '../../ui/notice'
import type { Reason } from '../../ui/reason-list'
import type { TagTone } from '../../ui/tag'

const fieldNames: Record<string, string> = {
  title: '招什么工', description: '干什么活', requirements: '要求', address: '在哪儿干', payFen: '工钱', endsAt: '收工时间',
}
const fieldName = (field: string): string => fieldNames[field] ?? '这一项'

/** What was found in a posting: the sentence, and under it the field and the clause. */
export const findingReasons = (findings: readonly Finding[]): Reason[] =>
  findings.map(({ rule, field, message, clause, severity }) => ({
    id: `${rule}-${field}`, words: message, under: `${fieldName(field)} · ${clause}`, tone: severity === 'refused' ? 'refused' : 'wait',
  }))

/** The same of a refusal, for those of its fields that break a clause. */
export const refusalReasons = (fields: readonly FieldProblem[]): Reason[] =>
  fields.flatMap(({ field, message, clause }) => (clause === undefined ? [] : [{ id: field, words: message, under: `${fieldName(field)} · ${clause}` }]))

/** How a posting stands that is not simply open, and what its employer can do. */
export function postingState({ status, supervision, confirmedUntil }: Pick<JobDetail, 'status' | 'supervision' | 'confirmedUntil'>, now: number): { tone: NoticeTone; words: string } | null {
  if (status === 'in_review') {
    const until = supervision?.dueAt ? `${moment(supervision.dueAt, now)} 以前看完，看完就告诉您。` : '看完就告诉您。'
    return { tone: 'wait', words: `${supervision?.appealed ? '您的申诉正在办' : '工作人员要看一眼'}，${until}这期间工人看不到。` }
  }
  if (status === 'refused') return { tone: 'refused', words: `没有通过：${supervision?.reason ?? ''}` }
  if (status === 'taken_down') return { tone: 'refused', words: `被撤下了：${supervision?.reason ?? ''}。觉得不对，到“信用记录”申诉。` }
  if (status === 'open' && confirmedUntil !== null && confirmedUntil <= now) return { tone: 'wait', words: '一天没有确认，工人现在看不到这条。还招人就点一下。' }
  return null
}

/** `还招吗？今天 16:40 以前点一下` beside the button. */
export const confirmWords = (confirmedUntil: number, now: number): string =>
  confirmedUntil <= now ? '工人现在看不到这条，点了马上恢复' : `${moment(confirmedUntil, now)} 以前点一下，工人才一直看得到`

export const standingWords = ({ points, standing, suspensionAt }: MyStanding): { now: string; next: string } => {
  if (standing === 'suspended') return { now: '暂停发布招工中', next: '到期自动恢复。原因和申诉在下面。' }
  if (points === 0) return { now: '没有记分', next: '按说好的给活、给钱，就一直是这样。' }
  return { now: `现在 ${points} 分`, next: standing === 'warned' ? `满 ${suspensionAt} 分会提请暂停发布，请注意。` : `满 ${suspensionAt} 分会提请暂停发布。` }
}

export const sanctionTitle = ({ kind, points }: Sanction): string => (points > 0 ? `${sanctionKindWords[kind]} · 记 ${points} 分` : sanctionKindWords[kind])

/** How one decision stands today. */
export function sanctionTag({ kind, lifted, confirmed, fromAt, untilAt, appeal, points, pointsLeft }: Sanction, now: number): { word: string; tone: TagTone } {
  if (lifted) return { word: '已撤销', tone: 'confirmed' }
  if (appeal !== null && appeal.decidedAt === null) return { word: '申诉中', tone: 'wait' }
  if (kind === 'blacklist') {
    if (!confirmed) return { word: '等负责人确认', tone: 'wait' }
    if (untilAt !== null && untilAt <= now) return { word: '已到期', tone: 'plain' }
    return now < fromAt ? { word: '还没开始', tone: 'wait' } : { word: '生效中', tone: 'refused' }
  }
  if (points > 0 && pointsLeft === 0) return { word: '已消完', tone: 'plain' }
  return points > 0 && pointsLeft < points ? { word: `还剩 ${pointsLeft} 分`, tone: 'wait' } : { word: '有效', tone: 'wait' }
}

/** When it was decided, and for a stop from when until when. */
export function sanctionWhen({ kind, at, fromAt, untilAt }: Sanction, now: number): string {
  if (kind !== 'blacklist') return moment(at, now)
  return untilAt === null ? `${moment(fromAt, now)} 起` : `${moment(fromAt, now)} 到 ${moment(untilAt, now)}，共 ${Math.round((untilAt - fromAt) / day)} 天`
}
