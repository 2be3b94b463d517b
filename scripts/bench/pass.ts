import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { line, quantile } from './figures'
import type { Bench } from './run'

/** How much slower a cheap phone's processor is than this machine's, about: an eighth of the speed, one core. */
const slowPhone = 8
/** A code that takes longer to make is felt. */
const mostMs = 100

type Timed = { first: number; sign: number[]; read: number[] }

/** The JavaScript engine of a mini-program may not compile to machine code: the same work in V8 that only interprets. */
function phone(): Promise<void> {
  const said = execFileSync(process.execPath, ['--jitless', '--no-warnings', '--import', 'tsx', join(import.meta.dirname, 'pass', 'phone.ts')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const { first, sign, read } = JSON.parse(said) as Timed
  const [signMs, readMs] = [quantile(sign, 0.5), quantile(read, 0.5)]
  const both = (ms: number): string => `${ms.toFixed(1)} ms here, about ${(ms * slowPhone).toFixed(0)} ms on a slow phone`
  line('the phone’s key, once', both(first))
  line('a code, every 15 s', both(signMs))
  line('reading a pass, both signatures', both(readMs))
  if (signMs * slowPhone > mostMs) throw new Error(`a code takes longer than ${mostMs} ms to make`)
  return Promise.resolve()
}

export const parts: Bench['parts'] = { phone }
