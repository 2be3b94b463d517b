/**
 * Addresses of the pages in the main package, for whoever leads there. Parameters are named as in the API:
 * `job?jobId=`, `application?applicationId=`, `work-pass?applicationId=`, `agreement?agreementId=&side=worker|employer`, `verify?code=<token or link>`,
 * `market?marketId=`, `hall?marketId=`, `transfer?applicationId=`, `register?gate=<token>&jobId=&crew=<code>&back=1`, `crew?code=<code>`, `today?q=<token or link>`.
 */
export const paths = {
  today: '/pages/today/index',
  register: '/pages/register/index',
  find: '/pages/find/index',
  matchRules: '/pages/match-rules/index',
  job: '/pages/job/index',
  agreement: '/pages/agreement/index',
  verify: '/pages/verify/index',
  mine: '/pages/mine/index',
  application: '/pages/application/index',
  workPass: '/pages/work-pass/index',
  inbox: '/pages/inbox/index',
  push: '/pages/push/index',
  market: '/pages/market/index',
  markets: '/pages/markets/index',
  hall: '/pages/hall/index',
  gateScreen: '/pages/gate-screen/index',
  transfer: '/pages/transfer/index',
  myCases: '/pages/my-cases/index',
  crew: '/pages/crew/index',
  bindPhone: '/pages/bind-phone/index',
  identity: '/pages/identity/index',
  licences: '/pages/licences/index',
  myData: '/pages/my-data/index',
  me: '/pages/me/index',
} as const
