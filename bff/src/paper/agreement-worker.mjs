// Draws agreements in a thread of its own: one takes about twenty milliseconds, which on the event loop would hold everybody
// else's requests. Plain JavaScript, which loads the loader for the rest: threads do not inherit it everywhere.
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { drawAgreements } = await import('./agreement-drawing.ts')
drawAgreements(parentPort)

// A paper may wait, whoever signs may not: where there are few cores the thread leaves three quarters of one to the event loop, once it
// is ready to draw. More, and beside other busy programs it would hardly draw at all. Linux alone counts this for the thread that asks
// (setpriority(2)); elsewhere it would be the whole process.
const yielding = 5
try {
  if (process.platform === 'linux') setPriority(yielding)
} catch {
  // A system that does not let it: then it is as quick as the others.
}
