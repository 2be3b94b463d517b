import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Collects garbage now. Where a machine has much memory V8 lets the heap grow rather than collect: a list of fifty
 * thousand rows, read in pieces, would leave half a gigabyte of what nobody needs any more before it is given back.
 * Takes some 50 ms, so it is for work that makes much garbage over minutes, every few hundred rows.
 */
export const collectGarbage: () => void = (() => {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  return typeof collect === 'function' ? () => void collect() : () => undefined
})()
