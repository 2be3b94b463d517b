import { templateEndpoints } from '@market/shared/sign/templates.contract'
import type { EntriesOf } from '../entry'
import type { World } from '../world'

/** The wording as it is, proposed again. */
async function change({ province: [officer] }: World) {
  const { inForce } = await officer.call(templateEndpoints.versions)
  const { forms } = await officer.call(templateEndpoints.version, { params: { version: inForce } })
  return { base: inForce, note: '试一试', forms }
}
const proposed = async (world: World) => world.province[0].call(templateEndpoints.propose, { body: await change(world) })

export const sign: EntriesOf<'sign'> = {
  'sign.template_versions': { about: 'the province', request: async () => ({}), open: true },
  'sign.template_version': { about: 'the province', request: async () => ({ params: { version: 1 } }), open: true },
  'sign.preview_template': { about: 'the province', request: async (world) => ({ body: { kind: 'part_time', form: (await change(world)).forms.part_time } }), open: true },
  'sign.propose_template': { about: 'the province', request: async (world) => ({ body: await change(world) }), open: false },
  'sign.confirm_template': { about: 'the province', request: async (world) => ({ params: await proposed(world), body: { effectiveFrom: null } }), open: false },
  'sign.drop_template': { about: 'the province', request: async (world) => ({ params: await proposed(world) }), open: false },
}
