import { open } from '../../platform/navigation'
import { MenuLine } from '../../ui/menu-line'
import type { Place } from './places'

/** Lines that lead to pages without a tab. */
export function PlaceLines({ places, marketId }: { places: readonly Place[]; marketId?: string }) {
  return (
    <>
      {places.map(({ id, label, under, pictogram, path, atMarket }) => (
        <MenuLine key={id} id={`to-${id}`} label={label} under={under} pictogram={pictogram} onTap={() => void open(path, atMarket && marketId !== undefined ? { marketId } : undefined)} />
      ))}
    </>
  )
}
