import { loadFonts, type Fonts } from './fonts'
import { gatePoster, type GatePoster } from './gate-poster'
import { slip, type Slip } from './slip'

export type { GatePoster, PosterSize } from './gate-poster'
export type { Slip, SlipSize } from './slip'

export type Paper = ReturnType<typeof openPaper>

/** What the product prints, as PDF with embedded fonts. The fonts are loaded when the first paper is wanted, and kept. */
export function openPaper() {
  let loading: Promise<Fonts> | undefined
  const fonts = (): Promise<Fonts> => (loading ??= loadFonts())

  return {
    /** @throws RangeError when the link is too long for a code */
    gatePoster: async (poster: GatePoster): Promise<Buffer> => gatePoster(await fonts(), poster),
    /** @throws RangeError when the link is too long for a code */
    slip: async (paper: Slip): Promise<Buffer> => slip(await fonts(), paper),
  }
}
