// Draws agreements in a thread of its own: one takes about twenty milliseconds, which on the event loop would hold everybody
// else's requests. Plain JavaScript, which loads the loader for the rest: threads do not inherit it everywhere.
import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { drawAgreements } = await import('./agreement-drawing.ts')
drawAgreements(parentPort)

// A paper may wait, whoever signs may not: where there are few cores the thread leaves them to the event loop, once it is
// ready to draw. Linux alone counts this for the thread that asks (setpriority(2)); elsewhere it would be the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
