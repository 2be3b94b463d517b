import { expect, it } from 'vitest'
import { dawn } from '../../../test/support/samples'
import { waitFor } from './use-work-pass'

const pass = { code: 'c', refreshAt: dawn + 20_000, expiresAt: dawn + 60_000, workerMasked: '王*国', number: 38, jobTitle: '卸货', address: '库', startsAt: dawn }

it('a new code is asked for when the server says so', () => {
  expect(waitFor(pass, dawn)).toBe(20_000)
})

it('a phone with a wrong clock neither shows a dead code nor asks without end', () => {
  expect(waitFor(pass, dawn - 3_600_000)).toBe(30_000)
  expect(waitFor(pass, dawn + 3_600_000)).toBe(5_000)
})
