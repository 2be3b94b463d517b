import type { PushSettingsView } from '@market/shared/push/push.contract'
import type { Allowance, QuietHours } from '@market/shared/push/push.rules'

export const allowanceWords: Record<Allowance, string> = { 0: '不用', 1: '1 次', 3: '3 次', 5: '5 次', 10: '10 次' }

/** Nights to choose from, by the hour somebody gets up. */
export const nights: Record<'none' | 'early' | 'usual' | 'late', { quiet: QuietHours | null; words: string }> = {
  usual: { quiet: { from: '21:00', until: '04:00' }, words: '晚 9 点到早 4 点' },
  early: { quiet: { from: '20:00', until: '03:00' }, words: '晚 8 点到早 3 点' },
  late: { quiet: { from: '22:00', until: '06:00' }, words: '晚 10 点到早 6 点' },
  none: { quiet: null, words: '什么时候都行' },
}
export type Night = keyof typeof nights
export const nightOf = (quiet: QuietHours | null): Night | null =>
  (Object.keys(nights) as Night[]).find((night) => nights[night].quiet?.from === quiet?.from && nights[night].quiet?.until === quiet?.until) ?? null

const quietWords = (quiet: QuietHours | null): string => {
  if (quiet === null) return '什么时候都会说'
  const night = nightOf(quiet)
  return night === null ? `${quiet.from} 到 ${quiet.until} 不打扰` : `${nights[night].words}不打扰`
}

/** Where one stands, and what happens next. */
export const standingWords = ({ mostPerDay, quiet }: PushSettingsView): { now: string; next: string } =>
  mostPerDay === 0
    ? { now: '没有开', next: '有新活时不会告诉您，自己到“找活”里看' }
    : { now: `有合适的新活，一天最多告诉您 ${mostPerDay} 次`, next: `几个一起来就合成一条，${quietWords(quiet)}` }

/** How often WeChat still lets every kind of message through: each leave is one message of one kind, and the kinds are used up apart. */
export const leastLeft = ({ templates }: Pick<PushSettingsView, 'templates'>): number => (templates.length === 0 ? 0 : Math.min(...templates.map(({ left }) => left)))

/** What is missing decides what the button offers: news of jobs, or, where those are let through, only of a place that is held. */
export const askLabel = ({ templates }: Pick<PushSettingsView, 'templates'>): string =>
  templates.some(({ template, left }) => template === 'new_job' && left === 0) ? '有合适的活告诉我' : '给我留了位子告诉我'

/** How many more WeChat lets through. @param inWechat whether it can at all, here and now */
export const wechatWords = (settings: PushSettingsView, inWechat: boolean): string => {
  if (!inWechat || settings.templates.length === 0) return '新活会写在“我的”里的“消息”里，打开就能看到。'
  const left = leastLeft(settings)
  return left === 0 ? '微信要您点一下才让我们发一条。没点也不会漏，“消息”里都有。' : `微信里还能提醒您 ${left} 次，用完再点。“消息”里一直都有。`
}

/** What became of the question, said under the button. */
export const askedWords = { accepted: '好了，有合适的活微信里告诉您', only_offers: '给您留了位子，微信里告诉您；新活写在“消息”里', declined: '没有开微信提醒，“消息”里照样有', failed: '微信没有让我们问。请在微信的“设置”里打开这个小程序的订阅消息，再点一次' } as const
export type Asked = keyof typeof askedWords
