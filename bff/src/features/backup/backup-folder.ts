import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The backups of a folder are its files `market-20261123T044000Z.backup`, whose names say when they were made (UTC). */
const pattern = /^market-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup$/

/** @param at UTC ms; seconds are what the name holds */
export const backupPath = (folder: string, at: number): string => join(folder, `market-${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z.backup`)

/** When each was made, UTC ms; other files are not ours. None where there is no folder yet. */
export function backupTimes(folder: string): number[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const parts = pattern.exec(name)?.slice(1)
    return parts === undefined ? [] : [Date.parse(`${parts.slice(0, 3).join('-')}T${parts.slice(3).join(':')}Z`)]
  })
}
