import { pushTemplates, type PushTemplate } from '@market/shared/push/push.rules'

/** What a message can say, and the kinds of keyword that can hold it. */
const fieldKinds = {
  job: ['thing'],
  pay: ['thing'],
  start: ['time', 'thing'],
  until: ['time', 'thing'],
  place: ['thing'],
  note: ['thing'],
} as const
export type MessageField = keyof typeof fieldKinds

/** A template of WeChat's: its id, and which of its keywords says what. */
export type MessageTemplate = { id: string; keywords: Readonly<Partial<Record<MessageField, string>>> }
export type MessageTemplates = Readonly<Partial<Record<PushTemplate, MessageTemplate>>>

/** The kind of a keyword is its name without the number: `thing1` → `thing`. */
const kindOfKeyword = (keyword: string): string => keyword.replace(/\d+$/, '')

const isField = (word: string): word is MessageField => word in fieldKinds
const isKind = (word: string): word is PushTemplate => pushTemplates.some((kind) => kind === word)

/**
 * Reads `WECHAT_TEMPLATES`: `new_job=<id>:job=thing1,pay=thing2,start=time3;offer=<id>:job=thing1,until=time2`. Keywords differ
 * with what an operator picked in WeChat's library, and all of a template's must be named: WeChat refuses a message without one.
 * @throws Error naming the variable and what is odd in it
 */
export function parseTemplates(text: string): MessageTemplates {
  const odd = (what: string): Error => new Error(`WECHAT_TEMPLATES: ${what}`)
  const templates: Partial<Record<PushTemplate, MessageTemplate>> = {}
  for (const part of text.split(';').filter((some) => some.trim() !== '')) {
    const [, kind = '', id = '', list = ''] = /^\s*(\w+)=([\w-]+):(.+)$/.exec(part) ?? []
    if (!isKind(kind)) throw odd(`"${part.trim()}" does not begin with ${pushTemplates.map((one) => `${one}=<id>:`).join(' or ')}`)
    const keywords: Partial<Record<MessageField, string>> = {}
    for (const pair of list.split(',')) {
      const [field = '', keyword = ''] = pair.trim().split('=')
      if (!isField(field)) throw odd(`"${field}" is none of ${Object.keys(fieldKinds).join(', ')}`)
      if (!/^[a-z]+\d{1,2}$/.test(keyword) || !fieldKinds[field].some((one) => one === kindOfKeyword(keyword))) {
        throw odd(`"${field}" can stand in ${fieldKinds[field].map((one) => `${one}N`).join(' or ')}, not in "${keyword}"`)
      }
      keywords[field] = keyword
    }
    templates[kind] = { id, keywords }
  }
  return templates
}
