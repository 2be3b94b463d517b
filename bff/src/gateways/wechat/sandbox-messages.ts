/** A message as the phone would show it. */
export type SentMessage = { templateId: string; page: string; values: Record<string, string>; /** UTC ms. */ at: number }

/** The templates an operator chose in WeChat's library, as the sandbox knows them: id and keywords. */
export const sandboxTemplates = {
  'sandbox-new-job': ['thing1', 'thing2', 'time3', 'thing4', 'thing5'],
  'sandbox-offer': ['thing1', 'time2', 'thing3', 'thing4'],
} as const

/** What the server is told of them, as `WECHAT_TEMPLATES`. */
export const sandboxTemplateSetting =
  'new_job=sandbox-new-job:job=thing1,pay=thing2,start=time3,place=thing4,note=thing5;offer=sandbox-offer:job=thing1,until=time2,place=thing3,note=thing4'

const keywordsOf = new Map<string, readonly string[]>(Object.entries(sandboxTemplates))

/** What WeChat takes for a keyword, by the kind at its beginning (订阅消息参数值内容限制说明). */
const taken: readonly [RegExp, (value: string) => boolean][] = [
  [/^thing\d+$/, (value) => value !== '' && Array.from(value).length <= 20],
  [/^time\d+$/, (value) => /^(\d{4}年\d{1,2}月\d{1,2}日 )?\d{2}:\d{2}$/.test(value)],
]
const fits = (keyword: string, value: unknown): boolean => typeof value === 'string' && taken.some(([kind, accepts]) => kind.test(keyword) && accepts(value))

/** WeChat's side of subscription messages: who allowed how many of what, and what they got. */
export function sandboxMessages(now: () => number) {
  const allowed = new Map<string, number>()
  const sent = new Map<string, SentMessage[]>()
  const key = (openid: string, templateId: string): string => `${openid} ${templateId}`

  return {
    allow(openid: string, templateId: string, times = 1): void {
      allowed.set(key(openid, templateId), (allowed.get(key(openid, templateId)) ?? 0) + times)
    },
    to: (openid: string): readonly SentMessage[] => sent.get(openid) ?? [],

    /** Takes one message or says why not: the number of the error, 0 when it is delivered. */
    take({ touser, template_id: templateId, page, data }: Record<string, unknown>): number {
      if (typeof touser !== 'string' || !/^[\w-]{4,64}$/.test(touser)) return 40003
      const keywords = keywordsOf.get(String(templateId))
      if (keywords === undefined) return 40037
      if (typeof page !== 'string' || !/^[\w/-]+(\?[\w=&%.-]*)?$/.test(page) || page.startsWith('/')) return 41030
      const values = Object.fromEntries(Object.entries((data ?? {}) as Record<string, { value?: unknown }>).map(([keyword, { value }]) => [keyword, value]))
      if (Object.keys(values).length !== keywords.length || !keywords.every((keyword) => fits(keyword, values[keyword]))) return 47003
      const left = allowed.get(key(touser, String(templateId))) ?? 0
      if (left === 0) return 43101
      allowed.set(key(touser, String(templateId)), left - 1)
      sent.set(touser, [...(sent.get(touser) ?? []), { templateId: String(templateId), page, values: values as Record<string, string>, at: now() }])
      return 0
    },
  }
}
