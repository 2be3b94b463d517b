import type { Verdict } from '@market/shared/sign/sign.contract'
import { handwritingProblems, type Party, type Strokes } from '@market/shared/sign/sign.rules'

/** The words of signing. */

export const partyWords: Record<Party, string> = { worker: '工人', employer: '雇主' }

export type CeremonyStep = 'read' | 'pay' | 'write' | 'confirm'

/** The steps of each side: only who is paid is asked what they will be paid. */
export const stepsFor: Record<Party, readonly CeremonyStep[]> = {
  worker: ['read', 'pay', 'write', 'confirm'],
  employer: ['read', 'write', 'confirm'],
}

export const stepTitles: Record<CeremonyStep, string> = { read: '看清楚', pay: '工钱对不对', write: '写名字', confirm: '确认是您本人' }

/** What stands on the button that leads on. */
export const nextWords: Record<Exclude<CeremonyStep, 'confirm'>, string> = { read: '看清了，下一步', pay: '对，下一步', write: '写好了，下一步' }

/** What a step still waits for, beside its part of the page; nulls when one may go on. */
export const missingAt = (step: CeremonyStep, { fen, strokes }: { fen: number | null; strokes: Strokes }): { pay: string | null; strokes: string | null } => ({
  pay: step === 'pay' && fen === null ? '请先点一下，您该拿多少钱' : null,
  strokes: step === 'write' ? (handwritingProblems(strokes)[0]?.message ?? null) : null,
})

export const stepOf = (index: number, count: number): string => `第 ${index + 1} 步，共 ${count} 步`

/** What happens when somebody goes back on an agreement that is not signed by both. */
export const withdrawSheet = {
  title: '不签了，取消报名？',
  words: '位子马上让给别人，您签过的名字会作废。想回来可以再报，要看还有没有位子。',
  confirm: '取消报名',
}

export const confirmWords = {
  why: '签字要确认是您本人，别人拿着您的手机也签不了。',
  toPhone: (phone: string | null) => `把验证码发到 ${phone ?? '登记的手机'}`,
  sentTo: (phone: string) => `短信已发到 ${phone}，五分钟内有效。`,
  again: '没收到，再发一条',
  field: '短信里的 6 位数字',
  missing: '请填短信里的 6 位数字',
  demo: (code: string) => `演示环境不发真短信，验证码是 ${code}`,
  fill: '替我填上',
  sign: '确认签字',
  byWechat: '用微信手机号确认',
  noPhone: '微信没有给出手机号，请再点一次，或者用短信验证码。',
}

export const manyWords = {
  title: '一起签',
  intro: (count: number) => `${count} 个人的协议，工钱和活都一样，签一次名就行。`,
  more: (more: number) => `还有 ${more} 份，签完这些再签。`,
  differs: '和别人不一样的地方',
  signed: '工人已签字',
  unsigned: '工人还没签',
  readOne: '看全文',
  leave: '这次不签',
  take: '一起签',
  left: '这次不签',
  none: '没有等您签字的协议了。',
  nobody: '至少留一个人',
  done: (count: number) => `签好了 ${count} 份`,
}

/** What became of one of many. */
export const verdictWords: Record<Verdict, string> = {
  signed: '签好了',
  changed: '内容刚变过，请看过再签',
  withdrawn: '人已经不来了，没有签',
  already: '您先前签过了',
  not_allowed: '这位现在不能干这个工种，没有签',
}
