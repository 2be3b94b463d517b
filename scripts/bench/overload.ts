import { flood } from './overload/flood'
import type { Bench } from './run'

export const parts: Bench['parts'] = { flood }
