import { coming, door, looking, morning } from './overload/flood'
import type { Bench } from './run'

export const parts: Bench['parts'] = { morning: () => morning(), looking: () => looking(), coming, door }
