/**
 * Addresses of the pages for those who answer for markets; `market-today?marketId=`, `market-profile?marketId=`, `gates?marketId=` and `phones?marketId=` are about one of several, `market-new?region=` and `coverage?region=` begin at a region.
 */
export const managerPaths = {
  home: '/manager/home/index',
  marketToday: '/manager/market-today/index',
  markets: '/manager/markets/index',
  marketProfile: '/manager/market-profile/index',
  newMarket: '/manager/market-new/index',
  coverage: '/manager/coverage/index',
  roster: '/manager/roster/index',
  grants: '/manager/grants/index',
  propose: '/manager/propose/index',
  person: '/manager/person/index',
  audit: '/manager/audit/index',
  gates: '/manager/gates/index',
  gate: '/manager/gate/index',
  phones: '/manager/phones/index',
  stops: '/manager/stops/index',
  rulebook: '/manager/rulebook/index',
  matchRules: '/manager/match-rules/index',
  agreementTemplates: '/manager/agreement-templates/index',
} as const
