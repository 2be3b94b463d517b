import type { Columns } from './columns'
import { deskTables } from './schema/desk'
import { dispatchTables } from './schema/dispatch'
import { evidenceTables } from './schema/evidence'
import { exchangeTables } from './schema/exchange'
import { identityTables } from './schema/identity'
import { journeyTables } from './schema/journey'
import { machineryTables } from './schema/machinery'
import { matchTables } from './schema/match'
import { peopleTables } from './schema/people'
import { placesTables } from './schema/places'
import { pushTables } from './schema/push'
import { signTables } from './schema/sign'
import { staffTables } from './schema/staff'
import { supervisionTables } from './schema/supervision'
import { transferTables } from './schema/transfer'
import { viewTables } from './schema/views'

/**
 * Every table of the product, described once for both engines. Ids are uuidv7 text made by the application, `…At` is a
 * UTC instant in ms, `…Fen` is money in fen, `day` is a market's day (Asia/Shanghai, 'YYYY-MM-DD'). `…Sealed` is
 * encrypted by the vault, `…Masked` may be shown, `…Index` is the vault's blind index. After a change run
 * `pnpm --filter @market/bff migrations`.
 */
export function defineSchema(c: Columns) {
  const places = placesTables(c)
  const people = peopleTables(c)
  const journey = journeyTables(c, places, people)
  const desk = deskTables(c, places, people)
  return {
    ...places,
    ...people,
    ...staffTables(c, places, people),
    ...identityTables(c, people),
    ...desk,
    ...journey,
    ...signTables(c, places, journey, people),
    ...evidenceTables(c),
    ...matchTables(c, places, people),
    ...supervisionTables(c, journey, people),
    ...transferTables(c, places, people, journey),
    ...dispatchTables(c, places, people, journey, desk),
    ...exchangeTables(c, people),
    ...pushTables(c, journey, people),
    ...viewTables(c, places, people),
    ...machineryTables(c),
  }
}

/** The tables, typed once for both engines. */
export type Tables = ReturnType<typeof defineSchema>
