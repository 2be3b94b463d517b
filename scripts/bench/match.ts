import { engine } from './match/engine'
import { overHttp } from './match/over-http'
import { rebuild } from './match/rebuild'
import type { Bench } from './run'

export const parts: Bench['parts'] = { engine, rebuild, http: overHttp }
