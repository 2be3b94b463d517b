import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { literals, Nullable } from '../values'
import { allowances, consentAnswers, pushTemplates, type Allowance } from './push.rules'

const Clock = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })
const QuietHours = strict({ from: Clock, until: Clock })
const MostPerDay = Type.Unsafe<Allowance>(Type.Union(allowances.map((allowance) => Type.Literal(allowance))))

export const PushSettings = Type.Object({
  /** Messages about new jobs a day at most; 0 is never. */
  mostPerDay: MostPerDay,
  /** When none comes, on the market's clock; null for at any hour. */
  quiet: Nullable(QuietHours),
  /** WeChat's templates to ask consent for, and how many messages of each may still be sent. Empty: all messages come in the app's inbox. */
  templates: Type.Array(Type.Object({ template: literals(pushTemplates), id: Type.String(), left: Type.Integer() })),
})
export type PushSettingsView = Static<typeof PushSettings>

export const pushEndpoints = {
  settings: defineEndpoint({
    action: 'push.settings',
    summary: 'How often and when this worker is told of new jobs',
    method: 'GET',
    path: '/api/push/settings',
    who: 'worker',
    changes: false,
    response: PushSettings,
    errors: [],
  }),
  change: defineEndpoint({
    action: 'push.change',
    summary: 'Change how often and when',
    method: 'POST',
    path: '/api/push/settings',
    who: 'worker',
    changes: true,
    body: strict({ mostPerDay: MostPerDay, quiet: Nullable(QuietHours) }),
    response: PushSettings,
    errors: [],
  }),
  consent: defineEndpoint({
    action: 'push.consent',
    summary: 'What WeChat said when this worker was asked for subscription messages; each `accept` lets one through',
    method: 'POST',
    path: '/api/push/consents',
    who: 'worker',
    changes: true,
    body: strict({
      answers: Type.Array(strict({ template: literals(pushTemplates), answer: literals(consentAnswers) }), { minItems: 1, maxItems: 3 }),
    }),
    response: PushSettings,
    errors: [],
  }),
} as const
