/**
 * Says what is being done and for how long, on a terminal and in a log alike: a wait without a word looks like a crash.
 * Only Node's own modules, because it speaks before anything is installed.
 */

const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`

/**
 * Runs one step. On a terminal the seconds count in place; elsewhere there is a line at the start, one every half minute, and
 * one at the end.
 * @template T
 * @param {string} label
 * @param {(note: (text: string) => void) => Promise<T> | T} work `note` says where it is, e.g. the newest line of a build
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const from = Date.now()
  const live = process.stdout.isTTY && !process.env.CI
  let where = ''
  const line = () => {
    const text = `  … ${label}  ${seconds(from)}${where ? `  ${where}` : ''}`
    return text.slice(0, Math.max(20, (process.stdout.columns ?? 80) - 1))
  }
  if (!live) console.log(`  … ${label}`)
  const timer = setInterval(
    () => (live ? process.stdout.write(`\r\u001b[2K${line()}`) : console.log(line())),
    live ? 200 : 30_000,
  )
  const end = (mark) => {
    clearInterval(timer)
    if (live) process.stdout.write('\r\u001b[2K')
    console.log(`  ${mark} ${label}  ${seconds(from)}`)
  }
  try {
    const result = await work((text) => {
      where = text.trim()
    })
    end('✓')
    return result
  } catch (error) {
    end('✗')
    throw error
  }
}
