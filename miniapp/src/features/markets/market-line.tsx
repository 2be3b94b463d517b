import { paths } from '../../pages/paths'
import { open } from '../../platform/navigation'
import { MenuLine } from '../../ui/menu-line'

/** The way to what the market one is at publishes; whoever is at none finds those nearby. */
export function MarketLine({ here }: { here: { marketId: string; marketName: string } | null }) {
  return here === null ? (
    <MenuLine id="to-markets" label="附近的零工市场" under="哪个开着、在哪儿、能办什么" pictogram="place" onTap={() => void open(paths.markets)} />
  ) : (
    <MenuLine id="to-market" label={here.marketName} under="几点开门、能办什么、找谁投诉" pictogram="place" onTap={() => void open(paths.market, { marketId: here.marketId })} />
  )
}
