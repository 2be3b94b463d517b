/** Runs one step and says how long it takes; see progress.mjs. */
export function step<T>(
  label: string,
  work: (note: (text: string) => void) => Promise<T> | T,
  outcome?: (result: T) => { mark?: string; say?: string },
  everyMs?: number,
): Promise<T>
