import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import { isAgreementCode, isScreenCode } from '@market/shared/scan/scan.rules'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config'

/** The H5 page a printed code opens; it asks `/api/scan` what the code means for this person. */
const entryPage = '/#/pages/today/index?q='
/** An agreement is verified by anybody: who scans a paper need not sign in first. */
const verifyPage = '/#/pages/verify/index?code='
/** What makes a device the screen of a gate is opened on that device. */
const screenPage = '/#/pages/gate-screen/index?screen='

const pageFor = (code: string): string => (isAgreementCode(code) ? verifyPage : isScreenCode(code) ? screenPage : entryPage)

/** Serves the built H5 pages, and `/q/<token>`, the link every printed code holds. */
export async function servePages(app: FastifyInstance, config: Config): Promise<void> {
  app.get<{ Params: { token: string } }>('/q/:token', { schema: { hide: true } }, async (request, reply) =>
    reply.redirect(`${pageFor(request.params.token)}${encodeURIComponent(request.params.token)}`),
  )
  if (config.h5Folder === null) return
  const root = resolve(config.h5Folder)
  if (!existsSync(root)) throw new Error(`H5_FOLDER ${root} does not exist; build the mini-program first`)
  await app.register(fastifyStatic, {
    root,
    // File names carry a hash of their content, index.html does not.
    setHeaders: (reply, path) => {
      void reply.header('cache-control', path.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable')
    },
  })
}
