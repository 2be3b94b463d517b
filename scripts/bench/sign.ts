import type { Bench } from './run'
import { raw } from './sign/raw'

export const parts: Bench['parts'] = { raw }
