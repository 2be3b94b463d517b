import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { StoreConfig } from '../../src/store/open-store'

export interface ChildResult {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

/** A script under way. */
export interface Child {
  /** Resolves when it has printed this; rejects when it ends before. */
  said(words: string): Promise<void>
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<ChildResult>
}

/**
 * Starts a script of this folder's `children/` in a process of its own.
 * @param name file name without `.ts`; the script finds the store's configuration with `childArguments`
 */
export function startChild(name: string, config: StoreConfig, ...rest: string[]): Child {
  const script = fileURLToPath(new URL(`./children/${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(config), ...rest], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => { output += String(chunk) })
  child.stderr.on('data', (chunk) => { output += String(chunk) })
  const ended = new Promise<ChildResult>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, output }))
  })
  return {
    async said(words) {
      while (!output.includes(words)) {
        const over = await Promise.race([once(child.stdout, 'data'), ended])
        if ('output' in over && !output.includes(words)) throw new Error(`${name} ended: ${output}`)
      }
    },
    kill: (signal) => void child.kill(signal),
    ended,
  }
}

/** Starts one and waits for its end. */
export const runChild = (name: string, config: StoreConfig, ...rest: string[]): Promise<ChildResult> => startChild(name, config, ...rest).ended

/** In a child: the configuration it was started with, and what was given after it. */
export function childArguments(): { config: StoreConfig; rest: string[] } {
  const [config, ...rest] = process.argv.slice(2)
  return { config: JSON.parse(config ?? 'null') as StoreConfig, rest }
}
