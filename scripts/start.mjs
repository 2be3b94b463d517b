#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildMiniapp, CommandError, install, nodeProblem, root, stopCommands } from './workspace.mjs'

/** `npm start`: from a fresh clone to a running market. Everything it makes is in node_modules, miniapp/dist and .data. */

let server
let stopping = false
const stop = (signal) => {
  stopping = true
  stopCommands()
  server?.kill(signal)
}
process.on('SIGINT', () => stop('SIGINT'))
process.on('SIGTERM', () => stop('SIGTERM'))

const problem = nodeProblem()
if (problem) {
  console.error(problem)
  process.exit(1)
}

try {
  console.log('零工市场 · starting')
  await install()
  await buildMiniapp('h5')
  // The channel tells the server when this process is gone, however it ended: it must not stay behind.
  server = spawn(process.execPath, ['--import', 'tsx', join(root, 'scripts', 'serve.ts')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  server.on('exit', (code) => process.exit(stopping ? 0 : (code ?? 1)))
} catch (error) {
  if (stopping) process.exit(0)
  if (!(error instanceof CommandError)) throw error
  console.error(`\n${error.output}\n${error.message}`)
  process.exit(1)
}
