import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from '../workspace.mjs'

/** Finds the browser that the story runs in, and on Debian installs it. Only Node's own modules. */

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe', 'msedge.exe']
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** @returns {string | null} path of a Chromium; `CHROMIUM` names another one */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  const folders = (process.env.PATH ?? '').split(delimiter)
  const places = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...usualPlaces]
  return places.find((place) => existsSync(place)) ?? null
}

const isDebian = () => existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')

/** Without a Chinese font the browser shows boxes, and a screenshot of boxes proves nothing. */
function hasChineseFont() {
  if (process.platform !== 'linux') return true
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== ''
  } catch {
    return existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')
  }
}

/**
 * A browser and Chinese fonts, installed from Debian's packages where they are missing and we may.
 * @param {(text: string) => void} note
 * @returns {Promise<string>} path of the browser
 * @throws {Error} saying what to install
 */
export async function ensureChromium(note) {
  const packages = [...(findChromium() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])]
  if (packages.length > 0) {
    if (!isDebian() || process.getuid?.() !== 0) {
      const system = existsSync('/etc/os-release') ? (/^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '') : process.platform
      throw new Error(
        `The browser test needs ${packages.join(' and ')}, which this machine (${system}) does not have.\n` +
          (isDebian() ? `Run: sudo apt-get install -y ${packages.join(' ')}` : 'Install Google Chrome or Chromium and a Chinese font; CHROMIUM=/path names a browser elsewhere.'),
      )
    }
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    note('apt-get update')
    await run('apt-get', ['update'], { env, note })
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env, note })
  }
  const path = findChromium()
  if (!path) throw new Error('Chromium was installed and is nowhere on the PATH')
  return path
}
