import { Ajv } from 'ajv'
import type { FastifyInstance } from 'fastify'

/**
 * Bodies are taken as they are: `"20"` is not a head-count, and nothing unknown is silently dropped. Only what arrives
 * as text by nature, path and query, is turned into numbers.
 */
export function validateInput(app: FastifyInstance): void {
  const strict = new Ajv({ allErrors: true, coerceTypes: false, removeAdditional: false, useDefaults: false, strict: false })
  const fromText = new Ajv({ allErrors: true, coerceTypes: true, removeAdditional: false, useDefaults: false, strict: false })
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? strict : fromText).compile(schema as object))

  // Only JSON is read. An empty body is no body: phones send the content type along with nothing.
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, body as string, done)
  })
}
