import type { AddressInfo } from 'node:net'
import fastify, { type FastifyRequest } from 'fastify'
import { acs3Check } from '../acs3-check'
import { answers, isAction, refusal, sandboxNames, versions, type Form, type Outcome, type SandboxAction } from './sandbox-answers'

export type IdentitySandboxOptions = {
  appId: string
  appSecret: string
  /** 0 takes a free one. */
  port?: number
  /** UTC ms; tests turn it. */
  now?: () => number
}

export interface IdentitySandbox {
  /** `http://127.0.0.1:port`: the `IDENTITY_API_BASE` of a server that shall talk to this one. */
  readonly url: string
  /** The next `times` calls of this action are answered with this code of the provider's. */
  fail(action: SandboxAction, code: string, times?: number): void
  /** How often an action was called so far. */
  calls(action: SandboxAction): number
  close(): Promise<void>
}

/**
 * A small server that speaks the provider's protocol, signatures, clocks, nonces and errors included, so that in tests and
 * in the demo the real client runs. It listens to this machine only, and no production server starts with it (config.ts).
 */
export async function startIdentitySandbox({ appId, appSecret, port = 0, now = Date.now }: IdentitySandboxOptions): Promise<IdentitySandbox> {
  const wrongSignature = acs3Check({ id: appId, secret: appSecret }, now)
  const faults = new Map<SandboxAction, string[]>()
  const called = new Map<SandboxAction, number>()

  const answer = (request: FastifyRequest): Outcome | 'silence' => {
    const action = String(request.headers['x-acs-action'] ?? '')
    if (isAction(action)) called.set(action, (called.get(action) ?? 0) + 1)
    const wrong = wrongSignature(request)
    if (wrong) return refusal(wrong)
    if (!isAction(action)) return refusal('InvalidAction.NotFound')
    if (request.headers['x-acs-version'] !== versions[action]) return refusal('InvalidVersion')
    const fault = faults.get(action)?.shift()
    if (fault !== undefined) return refusal(fault)
    const form: Form = Object.fromEntries(new URLSearchParams(String(request.body)))
    const named = `${form.UserName ?? ''}${form.CertName ?? ''}${form.EntName ?? ''}${form.LegalPersonName ?? ''}`
    if (named.includes(sandboxNames.slow)) return 'silence'
    if (named.includes(sandboxNames.down)) return refusal('ServiceUnavailable')
    if (named.includes(sandboxNames.busy)) return refusal('Throttling.User')
    return answers[action](form)
  }

  // Silence ends with the sandbox: a connection that waits for ever must not keep it from closing.
  const app = fastify({ bodyLimit: 2 * 1024 * 1024, forceCloseConnections: true })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.setErrorHandler((_error, _request, reply) => {
    const { status, body } = refusal('InternalError')
    return reply.status(status).send(body)
  })
  app.post('/', async (request, reply) => {
    const outcome = answer(request)
    return outcome === 'silence' ? reply.hijack() : reply.status(outcome.status).send(outcome.body)
  })

  await app.listen({ host: '127.0.0.1', port })
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    fail: (action, code, times = 1) => void faults.set(action, Array.from({ length: times }, () => code)),
    calls: (action) => called.get(action) ?? 0,
    close: () => app.close(),
  }
}
