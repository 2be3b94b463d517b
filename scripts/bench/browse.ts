import type { Bench } from './run'
import { search } from './browse/search'

export const parts: Bench['parts'] = { search }
