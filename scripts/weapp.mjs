#!/usr/bin/env node
import { buildMiniapp, CommandError, install, nodeProblem, stopCommands } from './workspace.mjs'

/** `npm run weapp`: the mini-program for WeChat DevTools. `TARO_APP_API` says where its API is. */

process.on('SIGINT', () => {
  stopCommands()
  process.exit(130)
})
const problem = nodeProblem()
if (problem) {
  console.error(problem)
  process.exit(1)
}
try {
  await install()
  await buildMiniapp('weapp')
  console.log(`\n  miniapp/dist/weapp is ready and asks ${process.env.TARO_APP_API ?? 'http://127.0.0.1:8080'}.\n  In WeChat DevTools open the folder miniapp/. 用微信开发者工具打开 miniapp 文件夹。\n`)
} catch (error) {
  if (!(error instanceof CommandError)) throw error
  console.error(`\n${error.output}\n${error.message}`)
  process.exit(1)
}
