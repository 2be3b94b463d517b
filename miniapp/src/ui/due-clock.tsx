import { day, hour, minute } from '@market/shared/words/time'
import { Tag, type TagTone } from './tag'
import { useNow } from './use-now'

/** From here on a deadline is near, unless the caller knows better. */
const soon = hour

/** Whole minutes as people say them; beyond a day the minutes no longer matter. */
function stretchOf(minutes: number): string {
  const days = Math.floor(minutes / (24 * 60))
  const hours = Math.floor((minutes % (24 * 60)) / 60)
  const rest = minutes % 60
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`
  if (hours > 0) return rest > 0 ? `${hours} 小时 ${rest} 分` : `${hours} 小时`
  return `${rest} 分`
}

/**
 * A deadline in plain words, and how pressing it is: `还剩 1 小时 20 分` is plain, amber from `soonMs` before it, red
 * and `超时 10 分` after it.
 * @param dueAt @param now UTC ms
 */
export function due(dueAt: number, now: number, soonMs = soon): { words: string; tone: TagTone } {
  const left = dueAt - now
  if (left < 0) return { words: `超时 ${stretchOf(Math.max(1, Math.floor(-left / minute)))}`, tone: 'refused' }
  if (left < minute) return { words: '马上到时间', tone: 'wait' }
  return { words: `还剩 ${stretchOf(Math.floor(Math.min(left, 365 * day) / minute))}`, tone: left <= soonMs ? 'wait' : 'plain' }
}

type Props = {
  /** UTC ms. */
  dueAt: number
  /** How long before it the clock turns amber; an hour unless told. */
  soonMs?: number
}

/** How long is left. It moves once a minute, and only in words: a running clock would hurry people. */
export function DueClock({ dueAt, soonMs }: Props) {
  const now = useNow(minute)
  const { words, tone } = due(dueAt, now, soonMs)
  return <Tag tone={tone}>{words}</Tag>
}
