import type { Bench } from './run'
import { engine } from './match/engine'

export const parts: Bench['parts'] = { engine }
