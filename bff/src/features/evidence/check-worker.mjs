// Checks agreements in a thread of its own, so that all cores verify. Plain JavaScript, which loads the loader for the rest: threads
// do not inherit it everywhere.
import { parentPort, workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { checkAgreements } = await import('./check-thread.ts')
checkAgreements(parentPort, workerData.keys)
