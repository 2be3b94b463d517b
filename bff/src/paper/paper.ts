import type { GatePoster } from './gate-poster'
import type { Slip } from './slip'

export type { GatePoster, PosterSize } from './gate-poster'
export type { Slip, SlipSize } from './slip'

export type Paper = ReturnType<typeof openPaper>

/**
 * What draws, with its fonts. Loaded here and not above: the libraries for fonts and PDF hold some 40 MB from the moment
 * they are imported, and most servers print nothing for days.
 */
async function loadDrawing() {
  const [{ loadFonts }, { gatePoster }, { slip }] = await Promise.all([import('./fonts'), import('./gate-poster'), import('./slip')])
  return { fonts: await loadFonts(), gatePoster, slip }
}

/** What the product prints, as PDF with embedded fonts. What draws is loaded when the first paper is wanted, and kept. */
export function openPaper() {
  let loading: ReturnType<typeof loadDrawing> | undefined
  const drawing = () => (loading ??= loadDrawing())

  return {
    /** @throws RangeError when the link is too long for a code */
    async gatePoster(poster: GatePoster): Promise<Buffer> {
      const { fonts, gatePoster } = await drawing()
      return gatePoster(fonts, poster)
    },
    /** @throws RangeError when the link is too long for a code */
    async slip(paper: Slip): Promise<Buffer> {
      const { fonts, slip } = await drawing()
      return slip(fonts, paper)
    },
  }
}
