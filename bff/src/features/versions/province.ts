import { AppError } from '@market/shared/errors'
import type { Scope } from '../../store/scope'

/** The province (two digits, GB/T 2260) that a caller's grants lie in. Whoever has a grant has a path. */
export const provinceIn = (scope: Scope): string => scope[0]?.split('/')[1] ?? ''

/** What is one for the whole province is changed by its own office: a city's officer reads it. @throws AppError forbidden */
export function wholeProvince(scope: Scope): string {
  const path = scope.find((one) => /^\/\d{2}\/$/.test(one))
  if (path === undefined) throw new AppError('forbidden')
  return path.slice(1, 3)
}
