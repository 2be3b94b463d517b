/** Addresses of the pages for those who answer for markets: `home?marketId=` looks at one of several. */
export const managerPaths = { home: '/manager/home/index' } as const
