import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { step } from './progress.mjs'

/** What start and test both need first: the right Node, the packages, the built pages. Only Node's own modules. */

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const pnpm = manifest.packageManager

/** A command that failed, with everything it printed. */
export class CommandError extends Error {
  constructor(command, code, output) {
    super(`${command} ended with ${code}`)
    this.output = output
  }
}

const children = new Set()
/** Ends every command that still runs, e.g. on Ctrl-C. */
export const stopCommands = () => children.forEach((child) => child.kill('SIGTERM'))

/**
 * Runs a command without input.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, note?: (text: string) => void, minutes?: number }} [options]
 *   `note` gets its newest line; after `minutes` it is ended
 * @returns {Promise<string>} what it printed
 * @throws {CommandError} when it ends with anything but 0
 */
export function run(command, args, { cwd = root, env = {}, note, minutes = 20 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    children.add(child)
    let output = ''
    const deadline = setTimeout(() => {
      output += `\nended after ${minutes} minutes`
      child.kill('SIGKILL')
    }, minutes * 60_000)
    const take = (chunk) => {
      output += chunk
      const newest = String(chunk).trim().split('\n').at(-1)
      if (note && newest) note(newest)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', (error) => {
      clearTimeout(deadline)
      children.delete(child)
      reject(new CommandError(command, error.message, output))
    })
    child.on('close', (code, signal) => {
      clearTimeout(deadline)
      children.delete(child)
      if (code === 0) resolve(output)
      else reject(new CommandError([command, ...args].join(' '), code ?? signal, output))
    })
  })
}

/** @returns why this Node cannot run the product, or null */
export function nodeProblem() {
  const wanted = manifest.engines.node.replace('>=', '')
  const parts = (version) => version.split('.').map(Number)
  const [major, minor = 0] = parts(process.versions.node)
  const [wantedMajor, wantedMinor = 0] = parts(wanted)
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return null
  return `Node ${wanted} or newer is needed; this is ${process.versions.node}. 需要 Node ${wanted} 以上。 https://nodejs.org`
}

/** The files below a folder, tests left out: they do not change what is built. */
function* filesBelow(path) {
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const full = join(path, entry.name)
    if (entry.isDirectory()) yield* filesBelow(full)
    else if (!/\.test\.tsx?$/.test(entry.name)) yield full
  }
}

const hashOf = (files, ...extra) => {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.update(JSON.stringify(extra)).digest('hex')
}

const readStamp = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')
const lockFile = join(root, 'pnpm-lock.yaml')

/** Installs what the lock file says, unless this very lock file is installed already. */
export async function install() {
  const stamp = join(root, 'node_modules', '.installed-lock')
  // Native modules are built for one Node ABI; another Node needs them again.
  const wanted = hashOf([lockFile, join(root, 'pnpm-workspace.yaml')], process.versions.modules, process.platform, process.arch)
  if (readStamp(stamp) === wanted) return
  await step('installing packages (the first time takes a minute or two)', (note) =>
    run(process.platform === 'win32' ? 'npx.cmd' : 'npx', ['-y', pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'], {
      // Without a terminal pnpm refuses to replace a half-installed folder, unless it is told that nobody can answer.
      env: { CI: 'true' },
      note,
    }),
  )
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

/**
 * Builds the mini-program for `h5` or `weapp`, unless its sources are those of the last build.
 * @param {'h5' | 'weapp'} target
 * @param {(text: string) => void} [note] with it the build is part of the caller's step, without it a step of its own
 */
export async function buildMiniapp(target, note) {
  const miniapp = join(root, 'miniapp')
  const output = join(miniapp, 'dist', target)
  const stamp = join(miniapp, 'dist', `.${target}-sources`)
  const sources = () =>
    hashOf(
      [
        ...['src', 'config', 'types'].flatMap((folder) => [...filesBelow(join(miniapp, folder))]),
        ...filesBelow(join(root, 'shared', 'src')),
        ...['package.json', 'babel.config.cjs', 'project.config.json', 'tsconfig.json'].map((file) => join(miniapp, file)),
        lockFile,
      ],
      // Goes into the weapp bundle.
      process.env.TARO_APP_API ?? '',
    )
  const wanted = sources()
  if (readStamp(stamp) === wanted && existsSync(output)) return
  rmSync(stamp, { force: true })
  const build = (tell) =>
    run(process.execPath, [join(miniapp, 'node_modules', '@tarojs', 'cli', 'bin', 'taro'), 'build', '--type', target], {
      cwd: miniapp,
      env: { NODE_ENV: 'production', BROWSERSLIST_IGNORE_OLD_DATA: '1' },
      note: tell,
    })
  await (note ? build(note) : step(`building the mini-program for ${target}`, build))
  writeFileSync(stamp, wanted)
}
