import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { StoreConfig } from '../../src/store/open-store'

export interface ChildResult {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

/**
 * Runs a script of this folder's `children/` in a process of its own and waits for its end.
 * @param name file name without `.ts`; the script finds the store's configuration with `childArguments`
 */
export function runChild(name: string, config: StoreConfig, ...rest: string[]): Promise<ChildResult> {
  const script = fileURLToPath(new URL(`./children/${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(config), ...rest], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => { output += String(chunk) })
  child.stderr.on('data', (chunk) => { output += String(chunk) })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, output }))
  })
}

/** In a child: the configuration it was started with, and what was given after it. */
export function childArguments(): { config: StoreConfig; rest: string[] } {
  const [config, ...rest] = process.argv.slice(2)
  return { config: JSON.parse(config ?? 'null') as StoreConfig, rest }
}
