import { expect, it } from 'vitest'
import { StatementError } from './errors'
import { toStatementError } from './statement-errors'

const judged = (cause: unknown) => {
  const error = toStatementError(cause, 'connect')
  return error instanceof StatementError && error.isUnavailable
}

it('a pool without a free connection, or a lost or silent one, is a busy service and not a fault of ours', () => {
  expect(judged(new Error('timeout exceeded when trying to connect'))).toBe(true)
  expect(judged(new Error('Connection terminated unexpectedly'))).toBe(true)
  expect(judged(new Error('Query read timeout'))).toBe(true)
  expect(judged(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))).toBe(true)
})

it('anything else is not', () => {
  expect(judged(new TypeError('x is not a function'))).toBe(false)
})
