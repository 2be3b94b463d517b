import { endpoints } from '@market/shared/api'
import { urgencyOf, type Urgency } from '@market/shared/endpoint'
import { messageOf, statusOf } from '@market/shared/errors'
import { askAgain } from '@market/bff/http/admission'

/** Requests that the process is given at once: enough that their writes share a commit, few enough that none of them waits long there. */
const atOnce = 32
/** So many may wait when one more of this urgency comes; each takes the process a millisecond or less. */
const mayWait: Record<Urgency, number> = { first: 300, next: 96, last: 48 }
/** Each phone of a market keeps one while it asks. */
const connections = 9_000

/** What asks whether the process lives, and is told by it however many wait. */
const never = ['/health', '/ready']

/** What is urgent, one pattern for each endpoint, of its method and path. */
export const urgentPatterns = endpoints
  .filter((endpoint) => urgencyOf(endpoint) === 'first')
  .map(({ method, path }) => `^${method} ${path.replace(/:\w+/g, '[^/]+')}/?$`)

/** What of the rest comes last: in the process itself that goes by whether something changes, and a `GET` never does. */
const lastMethod = 'GET'

/**
 * The settings of HAProxy (2.6 or later) as the door before one process of the server: what the process can work on at once goes in,
 * the rest waits by urgency, and who would wait too long is turned away as the process would. Reading a request and turning it away
 * takes Node thirty microseconds of the core it answers on, and HAProxy a few of another one.
 * @param listen where people come in, as `bind` has it: `:80`, or `:443 ssl crt market.pem`
 * @param server the process's own host and port
 */
export function frontDoorSettings({ listen, server }: { listen: string; server: string }): string {
  const body = JSON.stringify({ code: 'service_busy', message: messageOf('service_busy'), requestId: '%[uuid()]' }).replaceAll('"', '\\"')
  const turnAway = (urgency: Urgency, who: string): string => {
    const [from, to] = askAgain[urgency]
    return `  http-request return status ${statusOf('service_busy')} content-type "application/json; charset=utf-8" lf-string "${body}" hdr cache-control no-store hdr x-content-type-options nosniff hdr retry-after "%[rand(${to - from + 1}),add(${from})]" if ${who} { queue(market) gt ${mayWait[urgency]} }`
  }
  return `# Made by \`npm run front-door\`; make it again with every version: it holds which requests are urgent.
global
  maxconn ${connections}

defaults
  mode http
  option http-keep-alive
  # Who speaks slowly takes none of the places inside.
  option http-buffer-request
  http-reuse always
  timeout http-request 10s
  timeout client 60s
  timeout http-keep-alive 60s
  timeout connect 2s
  timeout server 30s
  timeout queue 900ms

frontend people
  bind ${listen}
  http-request set-var(txn.path) path
  http-request set-var(txn.asked) method,concat(" ",txn.path)
${urgentPatterns.map((pattern) => `  acl first var(txn.asked) -m reg '${pattern}'`).join('\n')}
  acl last method ${lastMethod}
  acl never path ${never.join(' ')}
  http-request set-priority-class int(-10) if first or never
  http-request set-priority-class int(10) if last !first !never
${turnAway('last', 'last !first !never')}
${turnAway('next', '!first !never')}
${turnAway('first', '!never')}
  default_backend market

backend market
  server process ${server} maxconn ${atOnce}
`
}
