import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeBackupKey } from '../../src/crypto/backup-keys'
import { readTrustedKeys, trustedKeysText } from '../../src/features/evidence/trusted-keys'
import { openStore } from '../../src/store/open-store'
import { agreementMaker, factsOf, writeLog, writeMade, type MadeAgreement } from './evidence-rows'
import { makeInstallation } from './installation'
import { insertMarketWithJob } from './rows'

/** An installation on SQLite with agreements in its log, and a key for backups. */
export async function installationWithAgreements(count: number) {
  const data = await mkdtemp(join(tmpdir(), 'market-backup-'))
  const { ring, authority, file, cosignFolder: keyFolder } = makeInstallation(data)
  const open = () => openStore({ engine: 'sqlite', file })
  const store = await open()
  await store.migrate()
  const people = await store.write((tx) => insertMarketWithJob(tx, 1))
  const make = agreementMaker(ring, authority)
  const made: MadeAgreement[] = []
  for (let number = 0; number < count; number += 1) made.push(await make(number, people))
  await writeMade(store, made)
  await writeLog(store, ring, made.flatMap(factsOf).sort((one, other) => one.at - other.at), 10)
  // What is sealed here is made up and cannot be opened: whoever verifies with the vault's keys has to find it erased.
  await store.write(async ({ q, t }) => {
    await q.update(t.agreements).set({ erasedAt: 1, textSealed: '' })
    await q.delete(t.strokes)
    await q.delete(t.agreementPapers)
  })
  await store.close()
  makeBackupKey(keyFolder)
  return {
    data, file, keyFolder, open,
    backups: join(data, 'backups'),
    /** As a restore here verifies, without the vault. */
    verification: { trusted: readTrustedKeys(trustedKeysText({ folder: keyFolder, cosignFolder: keyFolder })), vault: null, cosignFolder: keyFolder },
    remove: () => rm(data, { recursive: true }),
  }
}
export type BackedUp = Awaited<ReturnType<typeof installationWithAgreements>>
