import type { FileAnswer } from '@market/shared/endpoint'
import { posterFileName, type PosterSize } from '@market/shared/gates/gates.rules'
import { codeLink, readableToken } from '@market/shared/scan/scan.rules'
import type { Paper } from '../../paper/paper'
import type { Db } from '../../store/store'
import { gatesBelow, findRegionPath } from './gates.queries'

/** Everything a poster shows. */
export type PosterFacts = { marketName: string; gateName: string; hotline: string | null; token: string; codeMadeAt: number }

/** A market, or one gate of it, for which there is no poster: it has no gate, or the gate no code that counts. */
export type WithoutPoster = { marketName: string; gateName: string | null }

/** Where somebody without a market's own number can always ask: the labour authorities' line, the same in all of China. */
const everybodysHotline = '12333'

export type DrawPoster = (facts: PosterFacts, size: PosterSize) => Promise<FileAnswer>

/** Draws posters. The same facts give the same bytes, whenever it is done. */
export const posterDrawing = ({ paper, publicUrl }: { paper: Pick<Paper, 'gatePoster'>; publicUrl: string }): DrawPoster =>
  async ({ marketName, gateName, hotline, token, codeMadeAt }, size) => ({
    fileName: posterFileName({ marketName, gateName, size }),
    content: await paper.gatePoster({
      marketName, gateName, size, link: codeLink(publicUrl, token), readableCode: readableToken(token), hotline: hotline ?? everybodysHotline, madeAt: codeMadeAt,
    }),
  })

/**
 * The posters of all open markets in a region, in the order of the tree, and what has none.
 * @param regionCode GB/T 2260; the whole province without it
 * @returns null for a region that is not in the tree
 */
export async function postersOf(db: Db, regionCode?: string): Promise<{ posters: PosterFacts[]; without: WithoutPoster[] } | null> {
  const path = regionCode === undefined ? '/' : await findRegionPath(db, regionCode)
  if (path === null) return null
  const posters: PosterFacts[] = []
  const without: WithoutPoster[] = []
  let last: string | null = null
  for (const { gateId, marketName, gateName, hotline, token, codeMadeAt } of await gatesBelow(db, path)) {
    if (gateName === null || token === null || codeMadeAt === null) without.push({ marketName, gateName })
    // A gate with two codes comes twice, the newest first: that one is printed.
    else if (gateId !== last) posters.push({ marketName, gateName, hotline, token, codeMadeAt })
    last = gateId
  }
  return { posters, without }
}
