import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifySchemaValidationError } from 'fastify'
import { AppError, messageOf, statusOf, type ErrorCode, type FieldProblem } from '@market/shared/errors'
import { StatementError } from '../store/errors'
import { worthRetryingAfter } from './limits'

/** Fastify's own refusals, in our words. */
const codeOfFastifyError: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_json',
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
}

/** Every answer that is not 200 leaves through here: a code of the closed list, never a stack, never what was typed. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const { code, fields } = judge(error)
    const status = statusOf(code)
    if (status >= 500) request.log.error({ err: safe(error), action: request.routeOptions.config.action }, 'request failed')
    const wait = worthRetryingAfter(code, request.receivedAt)
    // Who asked without end has been told exactly.
    if (wait !== null && !reply.hasHeader('retry-after')) void reply.header('retry-after', String(wait))
    return reply.status(status).send({ code, message: messageOf(code), ...(fields.length > 0 ? { fields } : {}), requestId: request.id })
  })
  app.setNotFoundHandler((request, reply) =>
    reply.status(404).send({ code: 'unknown_route', message: messageOf('unknown_route'), requestId: request.id }),
  )
}

/** An address that cannot even be decoded never reaches a route or the handlers above. */
export function refuseBadUrl(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void reply.status(404).send({ code: 'unknown_route', message: messageOf('unknown_route'), requestId: request.id })
}

function judge(error: FastifyError): { code: ErrorCode; fields: readonly FieldProblem[] } {
  if (error instanceof AppError) return { code: error.code, fields: error.fields }
  if (error.validation) return { code: 'invalid_fields', fields: fieldsOf(error.validation) }
  if (error instanceof StatementError && error.isUnavailable) return { code: 'service_busy', fields: [] }
  const known = codeOfFastifyError[error.code]
  if (known) return { code: known, fields: [] }
  if (error.statusCode === 429) return { code: 'rate_limited', fields: [] }
  return { code: 'internal', fields: [] }
}

/** Name, code, stack. The message only of our own errors: a driver or parser may quote what a person typed. */
const safe = (error: Error & { code?: string }) => ({
  type: error.name,
  code: error.code,
  message: error instanceof StatementError || error instanceof AppError ? error.message : error.name,
  stack: error.stack?.split('\n').slice(1, 8).join('\n'),
})

const mostFields = 20

/** A property that no schema knows, as it was called where that can be a name in a program: it may as well be somebody's number. */
const nameOfOne = (unknown: unknown): string | undefined => (typeof unknown !== 'string' ? undefined : /^[A-Za-z]\w{0,39}$/.test(unknown) ? unknown : '…')

/** The schema's complaints as fields with words; a hostile body with a thousand faults is answered with the first few. */
function fieldsOf(validation: readonly FastifySchemaValidationError[]): FieldProblem[] {
  const problems = new Map<string, string>()
  for (const { instancePath, keyword, params } of validation) {
    const parent = instancePath.slice(1).replaceAll('/', '.')
    const child = (params.missingProperty ?? nameOfOne(params.additionalProperty)) as string | undefined
    const field = child === undefined ? parent : parent === '' ? child : `${parent}.${child}`
    if (!problems.has(field) && problems.size < mostFields) problems.set(field.slice(0, 80), wordsFor(keyword, params))
  }
  return [...problems].map(([field, message]) => ({ field, message }))
}

function wordsFor(keyword: string, params: Record<string, unknown>): string {
  switch (keyword) {
    case 'required':
      return '这一项要填'
    case 'additionalProperties':
      return '没有这一项'
    case 'enum':
    case 'const':
    case 'anyOf':
      return '请从给出的里面选'
    case 'minimum':
      return `不能小于 ${String(params.limit)}`
    case 'maximum':
      return `不能大于 ${String(params.limit)}`
    case 'maxLength':
      return `最多 ${String(params.limit)} 个字`
    case 'minLength':
      return `至少 ${String(params.limit)} 个字`
    case 'maxItems':
      return `最多 ${String(params.limit)} 项`
    case 'minItems':
      return `至少 ${String(params.limit)} 项`
    default:
      return '格式不对'
  }
}
