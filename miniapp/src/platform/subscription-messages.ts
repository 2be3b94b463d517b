import Taro from '@tarojs/taro'
import type { ConsentAnswer } from '@market/shared/push/push.rules'

/** Whether messages can come through WeChat here at all; a browser has none. */
export const hasSubscriptionMessages: boolean = process.env.TARO_ENV !== 'h5'

/**
 * Asks for one more message of each of these templates, at most three. To be called straight from a tap: WeChat asks at no other
 * time. Null when it could not ask; a template it did not answer is missing.
 */
export async function askForMessages(templateIds: readonly string[]): Promise<Map<string, ConsentAnswer> | null> {
  if (process.env.TARO_ENV === 'h5') return null
  try {
    const answers: Record<string, unknown> = { ...(await Taro.requestSubscribeMessage({ tmplIds: [...templateIds], entityIds: [] })) }
    return new Map(templateIds.flatMap((id) => {
      const answer = answerOf(answers[id])
      return answer === null ? [] : [[id, answer] as const]
    }))
  } catch {
    // The switch for messages is off in WeChat's settings, or the person closed the question.
    return null
  }
}

/** WeChat has kinds of accepting, with sound and without: `acceptWithAudio`. */
const answerOf = (answer: unknown): ConsentAnswer | null => {
  if (typeof answer !== 'string') return null
  if (answer.startsWith('accept')) return 'accept'
  return answer === 'reject' || answer === 'ban' || answer === 'filter' ? answer : null
}
