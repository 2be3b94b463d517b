import { moment } from '@market/shared/words/show'
import type { StoredEvent } from '../../feed/events'

type To = { to: string; title: string; body: string }
type AccountEvent = Extract<StoredEvent, { kind: 'data.taken' | 'account.closing_asked' }>

const notYou = '不是您本人办的，请马上到“我的”点“所有手机都退出”。'

/** Told to its owner on every phone: whoever holds a stolen one may be the one who did it. */
export const accountWords = (event: AccountEvent): To[] =>
  event.kind === 'data.taken'
    ? [{ to: event.subjectId, title: '您的信息导出了一份', body: `文件里身份证号不显示全。${notYou}` }]
    : [{ to: event.subjectId, title: '收到了注销申请', body: `${moment(event.data.dueAt, event.at)} 以后办理，那之前在“我的信息”里能撤回。${notYou}` }]
