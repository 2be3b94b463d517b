/**
 * Asks before a browser closes the page, for as long as `waits` says so. WeChat asks nobody when it is closed: what is kept there
 * goes out when it is opened again, and the page says that.
 * @returns a function that asks no more
 */
export function askBeforeClosing(waits: () => boolean): () => void {
  if (process.env.TARO_ENV !== 'h5') return () => undefined
  const ask = (event: BeforeUnloadEvent): void => {
    if (waits()) event.preventDefault()
  }
  window.addEventListener('beforeunload', ask)
  return () => window.removeEventListener('beforeunload', ask)
}
