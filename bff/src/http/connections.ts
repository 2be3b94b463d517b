import { createServer, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Connections open at a time; more are let go at once. Each costs some 20 kB, and a market's phones come through a proxy that shares them. */
const mostConnections = 10_000

/** Connections that may wait to be taken, as far as the kernel's own limit allows: one that finds no room tries again after a second, and then after three. */
export const backlog = 4_096

/**
 * How long a request may take to come in, its headers and all of it, in ms, and how often it is looked. Whoever takes longer has walked out of
 * the network's reach, or never meant to ask. The largest file of postings may come over a poor line. Whoever takes nothing of an answer for
 * `silentMs` does not want it.
 */
export type Patience = { headersMs: number; requestMs: number; lookEveryMs: number; silentMs: number }
export const usualPatience: Patience = { headersMs: 20_000, requestMs: 300_000, lookEveryMs: 5_000, silentMs: 90_000 }

/** A connection on which nothing is asked is kept for so long, ms: longer than the minute for which a proxy in front keeps its own. */
const keepAliveMs = 72_000

/** The server itself, with our patience. */
export function openServer(answer: RequestListener, { headersMs, requestMs, lookEveryMs, silentMs }: Patience): Server {
  const server = createServer({ headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: lookEveryMs, keepAliveTimeout: keepAliveMs }, answer)
  server.setTimeout(silentMs)
  return server
}

/** When told to stop: so often idle connections are closed, so long one may be without any request, and so long requests in progress may take, ms. */
const lookEvery = 50
const spareGrace = 500
const stopGrace = 10_000

/**
 * How many may be connected, and how they end when the server stops: requests in progress are answered, connections without one are
 * closed. Node waits for those on which nothing was ever asked, and browsers keep some of them in reserve.
 */
export function boundConnections(app: FastifyInstance): void {
  const neverAsked = new Set<Socket>()
  app.server.maxConnections = mostConnections
  app.server.on('connection', (socket) => {
    neverAsked.add(socket)
    socket.once('close', () => neverAsked.delete(socket))
  })
  app.server.on('request', ({ socket }) => neverAsked.delete(socket))
  app.addHook('preClose', (done) => {
    // Node closes those that are idle now; one that is answered later is kept alive for its next question.
    const closing = setInterval(() => app.server.closeIdleConnections(), lookEvery).unref()
    app.server.once('close', () => clearInterval(closing))
    setTimeout(() => {
      for (const socket of neverAsked) socket.destroy()
    }, spareGrace).unref()
    setTimeout(() => app.server.closeAllConnections(), stopGrace).unref()
    done()
  })
}
