import { expect, test } from 'vitest'
import { testClock } from '../../test/support/clock'
import { openChores } from './chores'

test('a chore that fails over what somebody typed leaves neither name nor number in the log', async () => {
  const lines: string[] = []
  let ran = (): void => undefined
  const hasRun = new Promise<void>((resolve) => { ran = resolve })
  const chores = openChores({
    chores: [{
      name: 'imports', everyMs: 1,
      run() {
        ran()
        return Promise.reject(new SyntaxError('unexpected 王建国 13812345678\n    in line 3, 王建国'))
      },
    }],
    clock: testClock(),
    log: { error: (context, message) => { lines.push(JSON.stringify({ ...context, message })) } },
  })
  chores.start()
  await hasRun
  await chores.stop()
  expect(lines[0]).toMatch(/imports.*SyntaxError.*chores\.unit\.test/)
  expect(lines.join()).not.toMatch(/王建国|138/)
})
