import type { Bench } from './run'
import { engine } from './dispatch/engine'
import { whole } from './dispatch/whole'

export const parts: Bench['parts'] = { engine, whole }
