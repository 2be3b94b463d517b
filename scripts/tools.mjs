import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './workspace.mjs'

/** Programs that tests hold our work against because somebody else made them. On Debian they are installed where they are missing. */

const tools = [
  { program: 'openssl', from: 'openssl', why: 'checks signatures, certificates and timestamps' },
  { program: 'pdfsig', from: 'poppler-utils', why: 'checks signatures in PDFs' },
]

const isThere = (program) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)) || existsSync(join(folder, `${program}.exe`)))

/**
 * @param {(text: string) => void} note
 * @throws {Error} saying what to install
 */
export async function ensureTools(note) {
  const missing = tools.filter(({ program }) => !isThere(program))
  if (missing.length === 0) return
  const packages = missing.map(({ from }) => from)
  const debian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
  if (!debian || process.getuid?.() !== 0) {
    throw new Error(
      `The tests need ${missing.map(({ program, why }) => `${program} (${why})`).join(' and ')}.\n` +
        (debian ? `Run: sudo apt-get install -y ${packages.join(' ')}` : `Install ${packages.join(' and ')} (OpenSSL 3 and Poppler).`),
    )
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  note('apt-get update')
  await run('apt-get', ['update'], { env, note })
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env, note })
}
