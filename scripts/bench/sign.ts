import type { Bench } from './run'
import { paper } from './sign/paper'

export const parts: Bench['parts'] = { paper }
