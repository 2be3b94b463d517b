import type { AgreementEnd, Verification } from '@market/shared/sign/sign.contract'
import type { Party } from '@market/shared/sign/sign.rules'
import { datedStretch, paperDay, readSignaturePayload } from '@market/shared/sign/sign.rules'
import { clockTime } from '@market/shared/words/time'
import type { Reason } from '../../ui/reason-list'
import type { Fact } from '../../ui/facts'

export const partyWords: Record<Party, string> = { worker: '工人', employer: '雇主' }

export const endWords: Record<AgreementEnd, string> = {
  carried_out: '活干完了，工钱结清了',
  by_worker: '开工前工人取消了',
  by_employer: '开工前雇主取消了',
  by_staff: '岗位被工作人员下架，协议结束了',
}

/** A time as it stands on paper: `2026年11月23日 06:30`. */
export const stamped = (at: number): string => `${paperDay(at)} ${clockTime(at)}`

/** The file beside the paper, for whoever needs to prove it elsewhere. */
export const proofWords = {
  get: '下载存证包',
  what: '存证包里有协议、双方签名、时间戳和存证日志的证明。真要打官司，凭它不靠这个平台也能验。',
}

/** The answer in one line, and what it means. */
export function verdictOf({ valid, status, test, ended }: Verification): { tone: 'good' | 'waiting' | 'bad'; now: string; next: string } {
  if (status !== 'signed' && status !== 'sealed') return { tone: 'waiting', now: '还没有签好', next: '两边都签了字才生效' }
  if (!valid) return { tone: 'bad', now: '对不上，先别信', next: '下面写着哪里不对。请拨市场电话或 12333' }
  if (test) return { tone: 'waiting', now: '和存的一样，但只是测试', next: '用的是试用的钥匙，没有法律效力' }
  if (status === 'signed') return { tone: 'good', now: '两边签好了，有效', next: '正在存证，一般一分钟就好' }
  return { tone: 'good', now: '是真的，没有改过', next: ended ? endWords[ended.how] : '签字、时间、原文都对得上' }
}

export const aboutFacts = ({ kindName, work, startsAt, marketName, signatures, seal, evidence, ended, erasedAt }: Verification): Fact[] => [
  { label: '什么协议', value: kindName },
  { label: '干什么', value: work },
  { label: '哪天', value: datedStretch(startsAt, startsAt).split('–')[0] ?? '' },
  { label: '在哪签的', value: marketName },
  ...signatures.map(({ party, nameMasked, signedAt, payload }) => ({ label: partyWords[party], value: nameMasked, note: `${stamped(signedAt)} 签字${isAtDesk(payload) ? '，在服务台当面签，有工作人员见证' : ''}` })),
  ...(seal ? [{ label: '存证', value: stamped(seal.timestampedAt), note: '时间由时间戳机构给出' }] : []),
  ...(evidence ? [{ label: '存证日志', value: `第 ${evidence.index + 1} 条`, note: `${stamped(evidence.rootAt)} 封过一次，共 ${evidence.size} 条` }] : []),
  ...(ended ? [{ label: '结束', value: endWords[ended.how], note: stamped(ended.at) }] : []),
  ...(erasedAt === null ? [] : [{ label: '原文', value: '保存期过了，已按规定删除', note: '核对用的指纹还在' }]),
]

/** It stands in what was signed. */
const isAtDesk = (payload: string): boolean => readSignaturePayload(payload)?.confirmedBy === 'desk'

export const checkReasons = ({ checks }: Verification): Reason[] =>
  checks.map(({ check, passed }, at) => ({ id: String(at), words: check, tone: passed ? 'confirmed' : 'refused' }))

/** Fingerprints, for whoever compares a file with them. */
export const fingerprintFacts = ({ textHash, seal, paper }: Verification): Fact[] => [
  { label: '原文', value: textHash, note: 'SM3' },
  ...(seal ? [{ label: '存证记录', value: seal.recordSha256, note: 'SHA-256' }] : []),
  ...(paper ? [{ label: 'PDF', value: paper.sha256, note: 'SHA-256' }, { label: 'PDF', value: paper.sm3, note: 'SM3' }] : []),
]
