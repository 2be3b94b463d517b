import { licenceStanding } from '@market/shared/identity/validity.rules'
import { formOfName } from '@market/shared/markets/market-names.rules'
import { marketElements, ruleTopics, type MarketProfile } from '@market/shared/markets/market-profile'
import type { MarketPage, Operator } from '@market/shared/markets/markets.contract'
import { openingAt } from '@market/shared/markets/opening.rules'
import type { Db } from '../../store/store'
import { findMarket } from './markets.queries'
import { checkedLicences, findOperator } from './operators.queries'
import { regionsOnPath } from './regions.queries'
import { findMarketRow, marketsUnder } from './registry.queries'

const silent = <K extends string>(keys: readonly K[]): Record<K, string> => Object.fromEntries(keys.map((key) => [key, ''])) as Record<K, string>

/** Of a market that has published nothing: nobody may read promises that were never made. */
const nothingPublished = (): MarketProfile => ({
  trades: [], deskFunctions: [], facilities: [], services: [], guides: [], promises: [], rules: silent(ruleTopics), complaint: '', elements: silent(marketElements),
})

const operatorOf = async (db: Db, marketId: string, now: number): Promise<Operator | null> => {
  const found = await findOperator(db, marketId)
  if (found === null) return null
  const { employerId, name, kind, since, verifiedUntil } = found
  const licences = await checkedLicences(db, employerId)
  return {
    employerId, name, since,
    kind: kind === 'organisation' ? 'organisation' : 'agency',
    verified: verifiedUntil !== null && verifiedUntil > now,
    // Newest first: an older one of the same kind was replaced by it.
    licences: licences
      .filter(({ kind: licence }, index) => licences.findIndex((one) => one.kind === licence) === index)
      .map((licence) => ({ ...licence, standing: licenceStanding(licence.validUntil, now) })),
  }
}

/** What a market publishes about itself, as it stands at `now` (UTC ms); null for one that does not exist. */
export async function readMarketPage(db: Db, marketId: string, now: number): Promise<MarketPage | null> {
  const row = await findMarketRow(db, marketId)
  const found = await findMarket(db, marketId)
  if (row === null || found === null) return null
  const parent = row.parentId === null ? null : await findMarketRow(db, row.parentId)
  const opening = openingAt(row, now)
  return {
    market: found.market,
    form: formOfName(row.name),
    regionCode: row.regionCode,
    regionNames: (await regionsOnPath(db, row.path)).map(({ name }) => name),
    opening: { open: opening.open && row.closedAt === null, changesAt: row.closedAt !== null ? null : opening.open ? opening.closesAt : opening.opensAt },
    fenceMetres: row.fenceMetres,
    safeCapacity: row.safeCapacity,
    profile: row.profile ?? nothingPublished(),
    parent: parent === null ? null : { id: parent.id, name: parent.name },
    below: await marketsUnder(db, marketId),
    operator: await operatorOf(db, marketId, now),
    closedAt: row.closedAt,
    version: row.version,
  }
}
