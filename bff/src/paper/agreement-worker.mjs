// Draws agreements in a thread of its own: one takes about twenty milliseconds, which on the event loop would hold everybody
// else's requests. Plain JavaScript, which loads the loader for the rest: threads do not inherit it everywhere.
import { parentPort } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { drawAgreements } = await import('./agreement-drawing.ts')
drawAgreements(parentPort)
