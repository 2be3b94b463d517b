#!/usr/bin/env node
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './browser/chromium.mjs'
import { step } from './progress.mjs'
import { ensureTools } from './tools.mjs'
import { buildMiniapp, CommandError, install, nodeProblem, root, run, stopCommands } from './workspace.mjs'

/**
 * `npm test`: everything, on a fresh clone too. `npm test -- unit lint` runs only those. All steps run whatever the others
 * say; the last line is the sum.
 */

const bin = (name) => join(root, 'node_modules', '.bin', name)
const reports = mkdtempSync(join(tmpdir(), 'market-test-'))

/** A check that passes or fails as a whole. */
const check = (label, command) => ({
  label,
  async run(note) {
    await command(note)
    return { passed: 1, failed: 0 }
  },
})

const ofProjects = (...projects) => projects.flatMap((project) => ['--project', project])

/** The tests that these arguments of vitest choose, counted from vitest's own report. */
const tests = (label, chosen, before = async () => undefined) => ({
  label,
  async run(note) {
    await before(note)
    const report = join(reports, `${label}.json`)
    let output = ''
    let ended = true
    try {
      output = await run(
        bin('vitest'),
        // A test is over when it is over: on a busy machine a few seconds say nothing. A hang ends with the step.
        ['run', ...chosen, '--testTimeout=300000', '--hookTimeout=900000', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
        // The warning is about how this very file names another one; it would stand above every output.
        { note, env: { [process.stdout.isTTY ? 'FORCE_COLOR' : 'NO_COLOR']: '1', VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' } },
      )
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      output = error.output
      ended = false
    }
    const { passed, failed } = countReport(report)
    return { passed, failed: !ended && failed === 0 ? 1 : failed, output: fromFirstFailure(output) }
  },
})

/** Everything vitest says of what failed, without the list of what passed; all of it when it failed in another way. */
const fromFirstFailure = (output) => output.slice(Math.max(0, output.search(/^.*(Failed Suites|Failed Tests|Unhandled Errors?) /m)))

/** A test that did not run counts as failed: skipped ones, and files that could not be loaded. */
function countReport(file) {
  let report
  try {
    report = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { passed: 0, failed: 1 }
  }
  const unloaded = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => one.status !== 'failed')).length
  const passed = report.numPassedTests
  return { passed, failed: report.numTotalTests - passed + unloaded + (report.numTotalTests === 0 ? 1 : 0) }
}

const node = (script, args, note) => run(process.execPath, [join(root, 'node_modules', script), ...args], note)

/** What belongs to each name, in groups that share the machine's cores; a group begins when the one before has ended. */
const groups = [
  [
    { name: 'types', steps: [
      check('types: shared, bff, scripts', (note) => node('typescript/bin/tsc', ['--noEmit', '-p', '.'], note)),
      check('types: miniapp', (note) => node('typescript/bin/tsc', ['--noEmit', '-p', 'miniapp'], note)),
    ] },
    { name: 'build', steps: [
      check('build: H5', (note) => buildMiniapp('h5', note)),
      check('build: weapp', (note) => buildMiniapp('weapp', note)),
    ] },
  ],
  [
    { name: 'lint', steps: [check('lint', (note) => node('eslint/bin/eslint.js', ['--max-warnings', '0', '.'], note))] },
    { name: 'arrows', steps: [
      check('arrows between folders', (note) =>
        node('dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '.dependency-cruiser.cjs', 'shared/src', 'bff/src', 'bff/test', 'miniapp/src', 'scripts'], note)),
    ] },
  ],
  [{ name: 'unit', steps: [tests('unit tests', ofProjects('shared', 'bff-unit', 'miniapp', 'scripts'), ensureTools)] }],
  [{ name: 'api', steps: [tests('API on SQLite', ofProjects('bff-sqlite')), tests('API on Postgres', ofProjects('bff-postgres'))] }],
  // By its own configuration: what the mini-program's unit tests define for the process must not reach the real build.
  [{ name: 'weapp', steps: [tests('the weapp build on its engine', ['--config', 'miniapp/test/weapp/vitest.config.ts'], (note) => buildMiniapp('weapp', note))] }],
  [{ name: 'browser', steps: [
    tests('stories in real browsers', ofProjects('browser'), async (note) => {
      await ensureChromium(note)
      await buildMiniapp('h5', note)
    }),
  ] }],
]

async function runStep({ label, run: work }) {
  const result = await step(
    label,
    async (note) => {
      try {
        return await work(note)
      } catch (error) {
        return { passed: 0, failed: 1, output: error instanceof CommandError ? `${error.output}\n${error.message}` : String(error?.stack ?? error) }
      }
    },
    ({ passed, failed }) => ({ mark: failed === 0 ? '✓' : '✗', say: passed + failed > 1 ? `${passed} passed${failed ? `, ${failed} failed` : ''}` : '' }),
  )
  if (result.failed > 0 && result.output) console.log(`\n${result.output.trim()}\n`)
  return { label, ...result }
}

async function main() {
  const known = groups.flat().map(({ name }) => name)
  const wanted = process.argv.slice(2)
  const unknown = wanted.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    console.log(`There is no step ${unknown.join(', ')}; there are: ${known.join(' ')}`)
    return { passed: 0, failed: 1 }
  }
  const problem = nodeProblem()
  if (problem) {
    console.log(problem)
    return { passed: 0, failed: 1 }
  }
  const from = Date.now()
  try {
    await install()
  } catch (error) {
    console.log(error instanceof CommandError ? `\n${error.output}\n${error.message}` : error)
    return { passed: 0, failed: 1 }
  }
  const results = []
  for (const group of groups) {
    const lanes = group.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
    // Lanes side by side, the steps of a lane one after another: a lane is about one core.
    await Promise.all(
      lanes.map(async ({ steps }) => {
        for (const one of steps) results.push(await runStep(one))
      }),
    )
  }
  const failures = results.filter(({ failed }) => failed > 0)
  console.log(`\n  ${results.length} steps in ${((Date.now() - from) / 1000).toFixed(0)} s${failures.length > 0 ? `; failed: ${failures.map(({ label }) => label).join(', ')}` : ''}`)
  const sum = (of) => results.reduce((total, result) => total + result[of], 0)
  return { passed: sum('passed'), failed: sum('failed') }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopCommands()
    process.exit(130)
  })
}
const { passed, failed } = await main()
rmSync(reports, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
