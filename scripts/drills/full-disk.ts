import { statSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeBackupKey, newestBackupKey } from '@market/bff/crypto/backup-keys'
import { makeBackup } from '@market/bff/features/backup/make-backup'
import { line } from '../bench/figures'
import { audit, type Audit } from './audit'
import { finish, startLoad, underLoad, type Load } from './load'
import { makeMarket, type DrillMarket } from './market'
import { startServer, DrillFailed, type DrillServer } from './server'
import { mountSmallDisk, type SmallDisk } from './small-disk'

const workers = 8
/** The disk, of which the filler takes what the database leaves. */
const diskBytes = 24 * 1024 * 1024
/** So much may files grow where there is no disk of its own; a shell counts blocks of 512 bytes. */
const [growth, block] = [1024 * 1024, 512]
/** So many answers that it cannot be done now, before anything is given back. */
const refusals = 3 * workers

/**
 * The disk of the database is full under load: what cannot be kept is refused and not acknowledged, reads go on, and so do writes once there
 * is room, without anybody's help. Where this user may not mount a small disk, a limit on the size of files stands for it; that one
 * is only lifted by a new start.
 */
export async function fullDisk(times = 3): Promise<Audit> {
  const folder = await mkdtemp(join(tmpdir(), 'market-drill-'))
  const disk = await mountSmallDisk(folder, diskBytes)
  line('the disk', disk ? `of its own, ${diskBytes} bytes (tmpfs)` : 'the usual one, with a limit on the size of files: this user may not mount one')
  try {
    const market = await makeMarket({ engine: 'sqlite', file: join(folder, 'market.sqlite') }, workers)
    return await (disk ? onSmallDisk(folder, market, disk, times) : underLimit(market, times))
  } finally {
    await disk?.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

async function onSmallDisk(folder: string, market: DrillMarket, disk: SmallDisk, times: number): Promise<Audit> {
  const server = await startServer(market)
  const load = await underLoad(market, server, async (during) => {
    for (let filled = 0; filled < times; filled += 1) {
      await during.more(workers)
      disk.fill()
      await untilRefused(during)
      await mustAnswer(server)
      await backupMustFail(folder, market)
      disk.free()
      await during.more(2 * workers)
    }
  })
  line('times the disk was full', String(times))
  return audit(market.store, load)
}

async function underLimit(market: DrillMarket, times: number): Promise<Audit> {
  const file = market.store.engine === 'sqlite' ? market.store.file : ''
  let server: DrillServer | null = null
  const load = startLoad(market, () => server)
  try {
    for (let reached = 0; reached < times; reached += 1) {
      server = await startServer(market, `ulimit -S -f ${Math.ceil((statSync(file).size + growth) / block)}`)
      await untilRefused(load)
      await mustAnswer(server)
      const dying: DrillServer = server
      server = null
      await dying.kill()
    }
    server = await startServer(market)
    await load.more(2 * workers)
    await finish(load, server)
  } finally {
    await server?.kill()
  }
  line('times the limit was reached', String(times))
  return audit(market.store, load)
}

async function untilRefused({ counts, more }: Load): Promise<void> {
  // Whatever is acknowledged meanwhile had room; whoever fails for another reason is heard of.
  for (const enough = counts.busy + refusals; counts.busy < enough; await pause(10)) await more(0)
}

/** Reads take no room. @throws DrillFailed */
async function mustAnswer(server: DrillServer): Promise<void> {
  const [token = ''] = await server.tokens()
  const answer = await fetch(`${server.origin}/api/check-ins/current`, { headers: { authorization: `Bearer ${token}` } })
  if (answer.status !== 200) throw new DrillFailed(`a read on the full disk was answered with ${answer.status}`)
}

/** A backup that has no room leaves nothing that looks like one. @throws DrillFailed */
async function backupMustFail(folder: string, { store }: DrillMarket): Promise<void> {
  if (store.engine !== 'sqlite') return
  const keyFolder = await mkdtemp(join(tmpdir(), 'market-drill-keys-'))
  const backups = join(keyFolder, 'backups')
  makeBackupKey(keyFolder)
  const failed = await makeBackup({ file: store.file, folder: backups, key: newestBackupKey(keyFolder), now: Date.now() }).then(() => false, () => true)
  const left = [...(await readdir(backups)).filter((name) => name.includes('.backup')), ...(await readdir(folder)).filter((name) => name.includes('snapshot'))]
  await rm(keyFolder, { recursive: true })
  if (!failed || left.length > 0) throw new DrillFailed(`a backup on the full disk ${failed ? `left ${left.join(', ')}` : 'was made'}`)
}
