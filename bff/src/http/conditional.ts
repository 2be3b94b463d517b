import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Marks an answer by its content; whoever has this content already is told so, in no bytes (RFC 9110, 13.1.2). */
export async function answerIfChanged(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.statusCode !== 200 || typeof payload !== 'string') return payload
  const tag = `W/"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`
  void reply.header('etag', tag).header('cache-control', 'no-cache')
  const known = request.headers['if-none-match']?.split(',').map((one) => one.trim()) ?? []
  if (!known.includes(tag) && !known.includes('*')) return payload
  void reply.code(304)
  return ''
}
