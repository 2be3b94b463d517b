import type { FastifyInstance } from 'fastify'
import type { Store } from './store/store'

/**
 * Ends this process in order when it is told to: nobody new is let in, whoever was is answered, followers stop where they are, what was
 * written is on the disk, and the database is let go. Then nothing keeps the process, and it ends with 0. Told twice, it ends at once.
 * @param closed what else to let go of
 */
export function stopWhenTold({ app, store, closed = () => undefined }: { app: FastifyInstance; store: Store; closed?: () => void }): void {
  const stop = async (): Promise<void> => {
    try {
      await app.close()
      await store.close()
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
      process.exitCode = 1
    }
    closed()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
}
