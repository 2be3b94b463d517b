import type { Bench } from './run'
import { evidence } from './sign/evidence'
import { many } from './sign/many'
import { paper } from './sign/paper'
import { raw } from './sign/raw'
import { seals } from './sign/seals'

export const parts: Bench['parts'] = { raw, paper, seals, many, evidence }
