import { coming, looking, morning } from './overload/flood'
import type { Bench } from './run'

export const parts: Bench['parts'] = { morning, looking, coming }
