/**
 * Says what is being done and for how long, on a terminal and in a log alike: a wait without a word looks like a crash.
 * Only Node's own modules, because it speaks before anything is installed.
 */

const live = Boolean(process.stdout.isTTY) && !process.env.CI
/** Steps under way: label → since when, and where it is. */
const running = new Map()
let timer

/** Builds and tests print in colours; a line cut in the middle of one would colour the rest of the terminal. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`
const clearLine = () => live && process.stdout.write('\r\u001b[2K')

function draw() {
  const parts = [...running].map(([label, { from, where }]) => `${label}  ${seconds(from)}${where ? `  ${where}` : ''}`)
  if (!live) return parts.forEach((part) => console.log(`  … ${part}`))
  process.stdout.write(`\r\u001b[2K${`  … ${parts.join('  |  ')}`.slice(0, Math.max(20, (process.stdout.columns ?? 80) - 1))}`)
}

/**
 * Runs one step; several may run at once. On a terminal the seconds count in place; elsewhere there is a line at the
 * start, one every half minute or as often as is asked for, and one at the end.
 * @template T
 * @param {string} label
 * @param {(note: (text: string) => void) => Promise<T> | T} work `note` says where it is, e.g. the newest line of a build
 * @param {(result: T) => { mark?: string, say?: string }} [outcome] what to say of a result
 * @param {number} [everyMs] where there is no terminal
 * @returns {Promise<T>}
 */
export async function step(label, work, outcome = () => ({}), everyMs = 30_000) {
  const state = { from: Date.now(), where: '' }
  running.set(label, state)
  if (!live) console.log(`  … ${label}`)
  timer ??= setInterval(draw, live ? 200 : everyMs)
  const end = ({ mark = '✓', say = '' }) => {
    running.delete(label)
    if (running.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
    clearLine()
    console.log(`  ${mark} ${label}  ${seconds(state.from)}${say ? `  ${say}` : ''}`)
  }
  try {
    const result = await work((text) => {
      state.where = text.replace(colours, '').trim()
    })
    end(outcome(result))
    return result
  } catch (error) {
    end({ mark: '✗' })
    throw error
  }
}
