import type { FastifyInstance } from 'fastify'

/**
 * For whatever stands in front and asks again and again: `/health` says that this process answers at all, `/ready` whether it may be
 * sent people. One that has too much to do is both: taking it away would give the others still more.
 */
export function answerHealth(app: FastifyInstance): void {
  let ready = true
  app.addHook('preClose', (done) => {
    ready = false
    done()
  })
  const hidden = { schema: { hide: true }, config: { urgency: 'always' } } as const
  app.get('/health', hidden, () => ({ alive: true }))
  app.get('/ready', hidden, (_request, reply) => reply.status(ready ? 200 : 503).send({ ready }))
}
