import { AppError } from '@market/shared/errors'
import { askJson } from '../ask-json'

/**
 * Asks the sandbox for a `wx.login` code, as a phone would ask WeChat. WeChat itself has no such call: with a real
 * `apiBase` this fails.
 * @throws AppError upstream_unavailable
 */
export const sandboxLogin = (apiBase: string) => async (openid: string): Promise<string> => {
  const { code } = await askJson('sandbox login-codes', `${apiBase}/sandbox/login-codes`, {
    method: 'POST',
    body: JSON.stringify({ openid }),
    contentType: 'application/json',
    timeout: 5_000,
  })
  if (typeof code !== 'string') throw new AppError('upstream_unavailable', { detail: 'sandbox login-codes: no code in the answer' })
  return code
}
