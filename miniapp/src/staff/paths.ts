/** Addresses of the pages for market staff; none takes a parameter. */
export const staffPaths = { duty: '/staff/duty/index', scan: '/staff/scan/index' } as const
