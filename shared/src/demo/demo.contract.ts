import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Id, literals } from '../values'

/** Only registered in sandbox mode; a real installation answers 404. */
export const DemoPerson = Type.Object({
  personId: Id,
  /** The part of the app they come in by. */
  role: literals(['worker', 'employer', 'staff', 'manager']),
  /** Masked name and one line that says who they are. */
  nameMasked: Type.String(),
  about: Type.String(),
})
export type DemoPerson = Static<typeof DemoPerson>

export const demoEndpoints = {
  people: defineEndpoint({
    action: 'demo.people',
    summary: 'Demo people of each role, and the demo market’s gate',
    method: 'GET',
    path: '/api/demo/people',
    who: 'everyone',
    changes: false,
    response: Type.Object({ people: Type.Array(DemoPerson), gateToken: Type.String() }),
    errors: [],
  }),
  loginCode: defineEndpoint({
    action: 'demo.login_code',
    summary: 'A wx.login code from the sandbox, for a demo person or for this browser as a new WeChat user',
    method: 'POST',
    path: '/api/demo/login-codes',
    who: 'everyone',
    changes: false,
    body: Type.Union([strict({ personId: Id }), strict({ device: Type.String({ pattern: '^[0-9a-zA-Z-]{16,64}$' }) })]),
    response: Type.Object({ code: Type.String() }),
    errors: ['not_found', 'upstream_unavailable'],
  }),
} as const
