/**
 * Lets things go wrong, and looks what is left: `npm run drill -- kill`, or so many times: `npm run drill -- kill 200`. Each ends with
 * an audit of everything that the server acknowledged and a check of the database; it ends with 1 when anything does not hold. Short
 * versions of all of them are in `npm test`.
 */

/** A drill prints what it did. @param times how often, or the drill's own number. @throws DrillFailed */
export type Drill = (times?: number) => Promise<unknown>

const drills: Record<string, () => Promise<Drill>> = {
  kill: async () => (await import('./kill')).kill,
  'kill-postgres': async () => (await import('./kill')).killOnPostgres,
  stop: async () => (await import('./kill')).stop,
  'full-disk': async () => (await import('./full-disk')).fullDisk,
  postgres: async () => (await import('./postgres')).postgres,
  network: async () => (await import('./network')).network,
  'network-postgres': async () => (await import('./network')).networkPostgres,
  clock: async () => (await import('./clock')).clock,
  fsync: async () => (await import('./fsync')).fsync,
}

async function main(): Promise<void> {
  const [name = '', times, ...more] = process.argv.slice(2)
  const load = drills[name]
  if (load === undefined || more.length > 0 || (times !== undefined && !/^[1-9]\d{0,4}$/.test(times))) throw new Error(`npm run drill -- <${Object.keys(drills).join('|')}> [times]`)
  console.log(`\n${name}`)
  await (await load())(times === undefined ? undefined : Number(times))
  console.log('  ✓ held')
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`  ✗ ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  },
)
