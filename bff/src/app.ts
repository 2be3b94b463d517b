import helmet from '@fastify/helmet'
import jwt from '@fastify/jwt'
import fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { endpoints } from '@market/shared/api'
import type { Clock } from './clock'
import type { Config } from './config'
import type { KeyRing } from './crypto/key-files'
import { registerFeatures, type Gateways } from './features'
import { openChores, type Chores } from './feed/chores'
import { openFeed, type Feed } from './feed/feed'
import { accessTokens } from './http/access-token'
import { admission } from './http/admission'
import { apiKeyLookup } from './http/api-key'
import { callerLookup } from './http/caller'
import { commandRunner } from './http/command'
import { boundConnections, usualPatience, type Patience } from './http/connections'
import { handleErrors, refuseBadUrl } from './http/error-handler'
import { answerHealth } from './http/health'
import { answersRetention } from './http/kept-answers'
import { limitRequests } from './http/limits'
import { describeApi } from './http/openapi'
import { servePages } from './http/pages'
import { routeFor } from './http/route'
import { acceptUploads } from './http/uploads'
import { validateInput } from './http/validation'
import type { Crowd } from './http/waiting-room'
import { createVault } from './store/vault'
import type { Store } from './store/store'

export type AppOptions = {
  config: Config
  store: Store
  clock: Clock
  gateways: Gateways
  /** What signs agreements, papers and the evidence log. */
  keyRing: KeyRing
  logger?: FastifyServerOptions['logger']
  /** Requests one person (or, signed out, one phone) may make of this process in a minute. */
  requestsPerMinute?: number
  patience?: Patience
  /** By what it is judged whether more is asked than can be answered, where it is not to be measured. */
  crowd?: Pick<Crowd, 'load' | 'now'>
}

export type App = {
  app: FastifyInstance
  /** What follows the events; starts and stops with the app. */
  feed: Feed
  /** What time brings; starts and stops with the app. */
  chores: Chores
}

/** The whole server as a function: tests build it with their own store and clock, and need no port. */
export async function buildApp({ config, store, clock, gateways, keyRing, logger = false, requestsPerMinute = 600, patience = usualPatience, crowd = { load: store.waited, now: () => performance.now() } }: AppOptions): Promise<App> {
  const gate = admission(crowd, patience)
  const app = fastify({
    serverFactory: gate.serverFactory,
    logger,
    // Our own line below: addresses and queries of requests stay out of the log.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuidv7(),
    frameworkErrors: refuseBadUrl,
    bodyLimit: 64 * 1024,
    routerOptions: { maxParamLength: 128 },
    forceCloseConnections: 'idle',
    // Ours is in the house's words.
    return503OnClosing: false,
  })
  boundConnections(app)
  gate.watch(app)
  app.decorateRequest('caller', null)
  app.decorateRequest('receivedAt', 0)
  validateInput(app)
  acceptUploads(app)
  handleErrors(app)

  await app.register(helmet, { contentSecurityPolicy: contentSecurityPolicy(config) })
  await app.register(jwt, { secret: config.keys.token, sign: { algorithm: 'HS256' }, verify: { algorithms: ['HS256'] } })
  await limitRequests(app, requestsPerMinute)
  await describeApi(app)
  // Phones take the time from it and date their passes and scans by that: it has to be the clock by which those are judged.
  app.addHook('onSend', async (_request, reply) => void reply.header('date', new Date(clock.now()).toUTCString()))
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ action: request.routeOptions.config.action, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })

  const vault = createVault({ keys: config.keys.vault, indexKeys: config.keys.index })
  const tokens = accessTokens(app.jwt)
  const { route, complete } = routeFor(app, {
    clock,
    findCaller: callerLookup(store, tokens),
    findByKey: apiKeyLookup(store),
    runCommand: commandRunner({ store, vault }),
  })
  const { followers, projections, chores: everyChore, close } = registerFeatures(route, { config, store, clock, vault, tokens, gateways, keyRing })
  complete(endpoints.filter(({ action }) => config.sandbox || !action.startsWith('demo.')))
  answerHealth(app)
  await servePages(app, config)

  const feed = openFeed({ store, clock, followers, log: app.log })
  const chores = openChores({ chores: [...everyChore, answersRetention({ store })], clock, log: app.log })
  app.addHook('onReady', async () => {
    feed.start()
    // Not waited for: a request that needs one waits for it, all others are answered meanwhile.
    for (const projection of projections) projection.start(app.log)
    chores.start()
  })
  app.addHook('onClose', async () => {
    await chores.stop()
    await close()
    await Promise.all(projections.map((projection) => projection.stop()))
    await feed.stop()
  })
  // Not the instance itself: it is thenable until it is ready, and an async function would wait for it.
  return { app, feed, chores }
}

/** Pages may only run our own scripts; the camera and data images are for scanning and showing codes. */
const contentSecurityPolicy = (config: Config) => ({
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'frame-ancestors': ["'none'"],
    ...(config.publicUrl.startsWith('https:') ? { 'upgrade-insecure-requests': [] } : {}),
  },
})
