// Signs agreements in a thread of its own: a hundred thousand entries take more signatures than one core makes in a few minutes.
import { parentPort, workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { makeAgreements } = await import('./evidence-making.ts')
await makeAgreements(parentPort, workerData)
