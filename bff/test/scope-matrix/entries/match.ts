import { matchEndpoints } from '@market/shared/match/match.contract'
import type { EntriesOf } from '../entry'
import type { World } from '../world'

/** The rules as they are, proposed again. */
async function change({ province: [officer] }: World) {
  const { inForce } = await officer.call(matchEndpoints.ruleVersions)
  const { weights, spans, skilledTrades, related } = await officer.call(matchEndpoints.ruleVersion, { params: { version: inForce } })
  return { base: inForce, note: '试一试', weights, spans, skilledTrades, related }
}
const proposed = async (world: World) => world.province[0].call(matchEndpoints.proposeRules, { body: await change(world) })

export const match: EntriesOf<'match'> = {
  'match.rule_versions': { about: 'the province', request: async () => ({}), open: true },
  'match.rule_version': { about: 'the province', request: async () => ({ params: { version: 1 } }), open: true },
  'match.propose_rules': { about: 'the province', request: async (world) => ({ body: await change(world) }), open: false },
  'match.confirm_rules': { about: 'the province', request: async (world) => ({ params: await proposed(world), body: { effectiveFrom: null } }), open: false },
  'match.drop_rules': { about: 'the province', request: async (world) => ({ params: await proposed(world) }), open: false },
}
