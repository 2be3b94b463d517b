import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { loadConfig } from '@market/bff/config'
import { posterDrawing, postersOf, type PosterFacts, type WithoutPoster } from '@market/bff/features/gates/posters'
import { openPaper } from '@market/bff/paper/paper'
import { StoreRefusedError } from '@market/bff/store/errors'
import { openReader } from '@market/bff/store/open-store'
import { posterSizes, type PosterSize } from '@market/shared/gates/gates.rules'
import { installationEnvironment } from './installation'
import { step } from './progress.mjs'

/**
 * `npm run posters -- --size A4 --out posters [--region 4103]`: the posters of all gates into a folder, ready for a print
 * shop. Reads beside a running server, writes nothing but the files. To be run again at will: a file that is right stays as
 * it is, and what was broken off is completed.
 */

const usage = `npm run posters -- --out <folder> [--size ${posterSizes.join('|')}] [--region <GB/T 2260 code>]
  PUBLIC_URL says where the codes lead, as for the server: PUBLIC_URL=https://market.example.cn npm run posters -- --out posters`

/** Said to whoever called, without the lines of a crash. */
class Refused extends Error {}

type Wanted = { size: PosterSize; out: string; region?: string }

function wantedBy(args: string[]): Wanted {
  let values: { size: string; out?: string; region?: string }
  try {
    ;({ values } = parseArgs({ args, options: { size: { type: 'string', default: 'A4' }, out: { type: 'string' }, region: { type: 'string' } } }))
  } catch (error) {
    throw new Refused(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
  const size = posterSizes.find((known) => known === values.size)
  if (size === undefined || values.out === undefined || values.out === '') throw new Refused(usage)
  return { size, out: resolve(values.out), ...(values.region === undefined ? {} : { region: values.region }) }
}

const barWidth = 24
/** `██████░░░░ 12/158 洛阳市零工市场`. */
const bar = (done: number, all: number, at: string): string => {
  const filled = Math.round((done / all) * barWidth)
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${done}/${all} ${at}`
}

/** Whole or not at all: whoever breaks off leaves no half poster that somebody prints. */
function writeWhole(file: string, content: string | Uint8Array): void {
  const begun = `${file}.part`
  writeFileSync(begun, content)
  renameSync(begun, file)
}

const isThere = (file: string, content: string | Uint8Array): boolean => existsSync(file) && readFileSync(file).equals(Buffer.from(content))

async function writeAll(posters: readonly PosterFacts[], { size, out, publicUrl }: { size: PosterSize; out: string; publicUrl: string }, note: (text: string) => void) {
  const draw = posterDrawing({ paper: openPaper(), publicUrl })
  const names = new Set<string>()
  let written = 0
  for (const poster of posters) {
    note(bar(names.size, posters.length, poster.marketName))
    // Drawing never waits for anything outside: without this the line that says how far it is would not move.
    await setImmediate()
    const { fileName, content } = await draw(poster, size)
    names.add(fileName)
    const file = join(out, fileName)
    if (isThere(file, content)) continue
    writeWhole(file, content)
    written += 1
  }
  return { written, unchanged: posters.length - written, names }
}

const tellWithout = (without: readonly WithoutPoster[]): void => {
  if (without.length === 0) return
  console.log(`\n  Without a poster · 没有海报`)
  for (const { marketName, gateName } of without) console.log(`    ${marketName}${gateName === null ? '：还没有入口' : ` ${gateName}：码都停用了`}`)
}

/** Files of an earlier run whose gate was closed or renamed: somebody may still print them. */
const tellOutdated = (out: string, size: PosterSize, names: ReadonlySet<string>): void => {
  const outdated = readdirSync(out).filter((file) => file.endsWith(`-${size}.pdf`) && !names.has(file))
  if (outdated.length === 0) return
  console.log(`\n  Left from before, of no gate that stands · 这些入口已经没有了，请别再打印`)
  for (const file of outdated) console.log(`    ${file}`)
}

async function main(): Promise<void> {
  const { size, out, region } = wantedBy(process.argv.slice(2))
  if (process.env.PUBLIC_URL === undefined) throw new Refused(`PUBLIC_URL is not set: nobody would know where the codes lead\n${usage}`)
  const { store: place, publicUrl } = loadConfig(installationEnvironment())
  const store = await openReader(place)
  const planned = await store.read((db) => postersOf(db, region)).finally(() => store.close())
  if (planned === null) throw new Refused(`there is no region ${region}`)
  mkdirSync(out, { recursive: true })
  const { names } = await step(
    `${planned.posters.length} posters (${size}) into ${out}`,
    (note) => writeAll(planned.posters, { size, out, publicUrl }, note),
    ({ written, unchanged }) => ({ say: `${written} written, ${unchanged} unchanged` }),
  )
  tellWithout(planned.without)
  if (region === undefined) tellOutdated(out, size, names)
}

main().catch((error: unknown) => {
  console.error(error instanceof Refused || error instanceof StoreRefusedError ? error.message : error)
  process.exitCode = 1
})
