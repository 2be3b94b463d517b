/** Addresses of the pages for those who answer for markets; `market-today?marketId=` is one of several. */
export const managerPaths = {
  home: '/manager/home/index',
  marketToday: '/manager/market-today/index',
} as const
