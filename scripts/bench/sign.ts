import type { Bench } from './run'
import { many } from './sign/many'

export const parts: Bench['parts'] = { many }
