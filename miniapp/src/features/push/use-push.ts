import { useState } from 'react'
import type { PushSettingsView } from '@market/shared/push/push.contract'
import type { PushSettings } from '@market/shared/push/push.rules'
import { useAct } from '../../client/use-act'
import { useRead, type Reading } from '../../client/use-read'
import { askForMessages, hasSubscriptionMessages } from '../../platform/subscription-messages'
import { useSession } from '../session/session.store'
import type { Asked } from './push.text'

export type Push = {
  reading: Reading<PushSettingsView>
  /** Whether WeChat can be asked: in a browser, or without templates, it cannot. */
  canAsk: boolean
  busy: boolean
  problem: string | null
  /** What became of the last question. */
  asked: Asked | null
  change: (settings: PushSettings) => Promise<void>
  /** To be called straight from a tap. */
  ask: () => Promise<void>
}

/** How often and when one is told of new jobs. */
export function usePush(): Push {
  const isWorker = useSession(({ me }) => me?.roles.includes('worker') ?? false)
  const reading = useRead('GET /api/push/settings', isWorker ? {} : null)
  const changing = useAct('POST /api/push/settings')
  const consenting = useAct('POST /api/push/consents')
  const [asked, setAsked] = useState<Asked | null>(null)
  const templates = reading.value?.templates ?? []

  return {
    reading,
    canAsk: hasSubscriptionMessages && templates.length > 0,
    busy: changing.busy || consenting.busy,
    problem: (changing.problem ?? consenting.problem)?.message ?? null,
    asked,
    change: async (body) => void (await changing.act({ body }, '改新活提醒')),
    ask: async () => {
      const answers = await askForMessages(templates.map(({ id }) => id))
      const said = templates.flatMap(({ template, id }) => {
        const answer = answers?.get(id)
        return answer === undefined ? [] : [{ template, answer }]
      })
      setAsked(null)
      // Only what the server knows of is a leave: when it could not be told, the problem stands there instead.
      if (said.length > 0 && (await consenting.act({ body: { answers: said } }, '开微信提醒')) === null) return
      const accepted = said.flatMap(({ template, answer }) => (answer === 'accept' ? [template] : []))
      setAsked(answers === null ? 'failed' : accepted.includes('new_job') ? 'accepted' : accepted.length > 0 ? 'only_offers' : 'declined')
    },
  }
}
