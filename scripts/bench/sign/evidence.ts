import { execFile, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { generateKeyPair, signer, verify } from '@market/bff/crypto/sm2'
import { openStore } from '@market/bff/store/open-store'
import type { LeafFacts } from '@market/shared/evidence/evidence.rules'
import { factsOf, writeLog, writeMade, type MadeAgreement, type People } from '../../../bff/test/support/evidence-rows'
import { makeInstallation } from '../../../bff/test/support/installation'
import { insertMarketWithJob } from '../../../bff/test/support/rows'
import { cpuMs, line, quantile, short } from '../figures'
import type { MakingAsked } from './evidence-making'

/** Entries of the log; an agreement that was carried out has three. */
const entries = Number(process.env.BENCH_ENTRIES ?? 100_000)
const perAgreement = 3
/** An hour's: each hour's root has two signatures more. */
const perRoot = 50
/** USER_HZ: what the kernel counts CPU time in, for everybody to see, on every machine Node runs on. */
const ticksPerSecond = 100
const command = (name: string): string => resolve(import.meta.dirname, '../..', `${name}.ts`)

/** A log of a hundred thousand entries: exported and verified by the commands people run, each a process of its own. */
export async function evidence(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'market-bench-'))
  const { ring, file } = makeInstallation(folder)
  const store = await openStore({ engine: 'sqlite', file })
  await store.migrate()
  const people = await store.write((tx) => insertMarketWithJob(tx, 1))
  const facts: LeafFacts[] = []
  const agreements = Math.ceil(entries / perAgreement)
  const makingSince = performance.now()
  await inThreads(folder, people, agreements, async (made) => {
    await writeMade(store, made)
    for (const one of made) facts.push(...factsOf(one))
  })
  await writeLog(store, ring, facts.sort((one, other) => one.at - other.at).slice(0, entries), perRoot)
  await store.close()
  line('agreements with three entries each, signed and written', `${agreements} in ${seconds(makingSince)} s`)

  const env = { ...process.env, DATA_FOLDER: folder, DATABASE_URL: undefined }
  const bundle = join(folder, 'bundle.jsonl')
  const keys = join(folder, 'public-keys.json')
  const run = promisify(execFile)
  await writeFile(keys, (await run(process.execPath, ['--import', 'tsx', command('keys'), 'public'], { env })).stdout)
  const exportSince = performance.now()
  await run(process.execPath, ['--import', 'tsx', command('export-evidence'), '--out', bundle], { env })
  line('export-evidence', `${seconds(exportSince)} s, ${((await stat(bundle)).size / 1e6).toFixed(0)} MB`)

  const raw = [rawVerify()]
  const verifySince = performance.now()
  const { said, peakMb, cpuSeconds } = await watched(['--import', 'tsx', command('verify-evidence'), bundle, '--keys', keys], env, join(folder, 'said.txt'))
  const took = (performance.now() - verifySince) / 1000
  raw.push(rawVerify())
  console.log(said.replaceAll(folder, '').trimEnd())
  const signatures = agreements * perAgreement + 2 * Math.ceil(entries / perRoot)
  line(`verify-evidence, ${entries} entries, ${availableParallelism()} cores`, `${short(took)} s, ${(entries / took).toFixed(0)} entries a second`)
  line('  its CPU time, and that time by itself on all cores', `${short(cpuSeconds)} s, ${short(cpuSeconds / availableParallelism())} s`)
  line('  SM2 signatures in it, and as many timestamps as agreements', `${signatures}`)
  line('  peak memory', `${peakMb.toFixed(0)} MB`)
  line('one SM2 verification before and after, µs of CPU', raw.map((one) => one.toFixed(0)).join(', '))
  line('  of those alone on all cores', `${short((signatures * quantile(raw, 0.5)) / 1e6 / availableParallelism())} s`)
  await rm(folder, { recursive: true })
}

const seconds = (since: number): string => short((performance.now() - since) / 1000)

/** The numbers from 0 to before `count`, made on all cores; whoever takes them is waited for. */
async function inThreads(folder: string, people: People, count: number, take: (made: MadeAgreement[]) => Promise<void>): Promise<void> {
  const threads = availableParallelism()
  let taken: Promise<void> = Promise.resolve()
  let done = 0
  const shown = setInterval(() => console.log(`  … ${done} of ${count} signed`), 15_000)
  await Promise.all(Array.from({ length: threads }, (_, from) => new Promise<void>((resolve, reject) => {
    const worker = new Worker(new URL('./evidence-maker.mjs', import.meta.url), { execArgv: [], workerData: { folder, people, from, to: count, every: threads } satisfies MakingAsked })
    worker.on('message', (made: MadeAgreement[]) => {
      done += made.length
      taken = taken.then(() => take(made))
    })
    worker.on('error', reject)
    worker.on('exit', () => resolve())
  })))
  await taken
  clearInterval(shown)
}

/** Runs a command to its end and looks twenty times a second at its memory and CPU time. @throws Error when it ends with another code than 0 */
async function watched(args: readonly string[], env: NodeJS.ProcessEnv, out: string): Promise<{ said: string; peakMb: number; cpuSeconds: number }> {
  const handle = openSync(out, 'w')
  const child = spawn(process.execPath, [...args], { env, stdio: ['ignore', handle, handle] })
  let peakKb = 0
  let ticks = 0
  const look = setInterval(() => {
    // Linux keeps both itself; elsewhere there is no figure.
    void readFile(`/proc/${child.pid}/status`, 'utf8').then((status) => { peakKb = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? peakKb) }, () => undefined)
    void readFile(`/proc/${child.pid}/stat`, 'utf8').then((status) => { ticks = Math.max(ticks, status.split(') ')[1]?.split(' ').slice(11, 13).reduce((sum, part) => sum + Number(part), 0) ?? 0) }, () => undefined)
  }, 50)
  const code = await new Promise((tell) => child.once('exit', tell))
  clearInterval(look)
  closeSync(handle)
  const said = await readFile(out, 'utf8')
  if (code !== 0) throw new Error(`ended with ${String(code)}: ${said}`)
  return { said, peakMb: peakKb / 1024, cpuSeconds: ticks / ticksPerSecond }
}

/** µs of CPU for one SM2 verification by a key that comes often. */
function rawVerify(): number {
  const keys = generateKeyPair()
  const own = signer(keys.privateKey)
  const message = Buffer.alloc(1024, 'agreement')
  const signatures = Array.from({ length: 20 }, () => own.sign(message))
  const turn = (): number => {
    const since = process.cpuUsage()
    if (!signatures.every((signature) => verify(message, signature, keys.publicKey))) throw new Error('it is right')
    return (cpuMs(since) * 1000) / signatures.length
  }
  for (let warm = 0; warm < 10; warm += 1) turn()
  return quantile(Array.from({ length: 20 }, turn), 0.5)
}
