import { clockTime, marketClock } from '@market/shared/words/time'
import { type MessageField, type MessageTemplate } from '../../gateways/wechat/message-templates'

/** What a field holds: words, or an instant (UTC ms) that is written as its keyword wants it. */
export type FieldValues = Partial<Record<MessageField, string | number>>

/** A `thing` has at most twenty characters. */
const mostCharacters = 20

const cut = (text: string): string => {
  const characters = Array.from(text.trim() === '' ? '见详情' : text.trim())
  return characters.length <= mostCharacters ? characters.join('') : `${characters.slice(0, mostCharacters - 1).join('')}…`
}

/** `2026年11月23日 06:30`, the one form with a day that a `time` takes. */
const written = (at: number): string => {
  const { year, month, day } = marketClock(at)
  return `${year}年${month}月${day}日 ${clockTime(at)}`
}

/** The values of a template's keywords, each as WeChat takes its kind. */
export const valuesFor = ({ keywords }: MessageTemplate, fields: FieldValues): Record<string, string> =>
  Object.fromEntries((Object.entries(keywords) as [MessageField, string][]).map(([field, keyword]) => {
    const value = fields[field] ?? ''
    return [keyword, typeof value === 'number' ? written(value) : cut(value)]
  }))
