// Copies the write-ahead log into the database file, in a thread of its own: a checkpoint on the writer's connection
// would hold the event loop for the time of its fsyncs. Plain JavaScript, so that no loader is needed in the thread.
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

const pauseMs = 250
// 64 MB of 4 KB pages. PASSIVE never waits for anyone; under unbroken writing the log is never empty and only
// grows, so beyond this size the writer is made to start it afresh. Not while somebody reads what is older, as a backup does: that
// would wait for them with the writer's lock in hand.
const largestLogPages = 16_384

const connection = new Database(workerData.file, { timeout: 1_000 })
connection.pragma('synchronous = FULL')
connection.pragma('wal_autocheckpoint = 0')

function checkpoint() {
  try {
    const [{ log, checkpointed }] = connection.pragma('wal_checkpoint(PASSIVE)')
    if (log > largestLogPages && checkpointed === log) connection.pragma('wal_checkpoint(RESTART)')
  } catch (error) {
    // Busy or a failing disk: nothing is lost, the log only stays longer. The writer reports a failing disk.
    if (!String(error.code).startsWith('SQLITE_')) throw error
  }
}

const timer = setInterval(checkpoint, pauseMs)
parentPort.once('message', () => {
  clearInterval(timer)
  connection.close()
})
