/** Path of a Chromium, or null; see chromium.mjs. */
export function findChromium(): string | null
/** As `findChromium`, installing it where that is possible. */
export function ensureChromium(note: (text: string) => void): Promise<string>
