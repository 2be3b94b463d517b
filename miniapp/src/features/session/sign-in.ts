import type { Me } from '@market/shared/session/session.contract'
import { deviceId } from '../../client/device'
import { api, forgetPerson } from '../../client/market'
import type { Outcome } from '../../client/outcome'
import { weChatLoginCode } from '../../platform/login'
import { usePageStatus } from '../../ui/page-status'
import { useSession } from './session.store'

async function sandboxCode(personId: string | null): Promise<Outcome<string>> {
  // The device stands for this browser as WeChat's own account would: the same browser is the same new person.
  const body = personId ? { personId } : { device: await deviceId() }
  const outcome = await api.call('POST /api/demo/login-codes', { body })
  return outcome.ok ? { ok: true, value: outcome.value.code } : outcome
}

/**
 * Signs in through WeChat; in a browser, or as one of the demo people, through the sandbox. Whoever was signed in
 * on this phone before is forgotten first.
 */
export async function signIn(demoPersonId: string | null = null): Promise<Outcome<Me>> {
  const fromWeChat = demoPersonId ? null : await weChatLoginCode()
  const code: Outcome<string> = fromWeChat ? { ok: true, value: fromWeChat } : await sandboxCode(demoPersonId)
  if (!code.ok) return code
  const entered = await api.call('POST /api/session', { body: { code: code.value } })
  if (!entered.ok) return entered
  const { tokens, me } = entered.value
  if (useSession.getState().me?.personId !== me.personId) forgetPerson()
  useSession.getState().entered(tokens, me)
  return { ok: true, value: me }
}

/** Signs out here. The phone forgets the person even when the server cannot be told. */
export async function signOut(): Promise<void> {
  await api.call('DELETE /api/session', {})
  forgetPerson()
}

/** Asks the server what it is; every page says so when it is a sandbox. */
export async function askAbout(): Promise<void> {
  const about = await api.call('GET /api/about', {})
  if (about.ok) usePageStatus.setState({ sandbox: about.value.sandbox })
}
