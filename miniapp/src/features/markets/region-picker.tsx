import type { Region } from '@market/shared/markets/markets.contract'
import { useRead } from '../../client/use-read'
import { Button } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { TreeList, TreePath } from '../../ui/tree-list'
import { regionKindWords } from './manager-coverage.text'

export type ChosenRegion = { region: Region; above: readonly Region[] }

/** Going down the tree of regions until the right one is there. */
export function RegionPicker({ at, onAt, onChoose }: { at: string | undefined; onAt: (code: string) => void; onChoose: (chosen: ChosenRegion) => void }) {
  const reading = useRead('GET /api/regions', { query: at === undefined ? {} : { under: at } })
  return (
    <Loaded reading={reading} cards={2}>
      {({ region, above, children }) => (
        <>
          <TreePath id="region-path" steps={[...above, region].map(({ code, name }) => ({ id: code, label: name }))} onOpen={onAt} />
          <Button id="choose-region" label={`就在${region.name}`} onTap={() => onChoose({ region, above })} />
          {children.length > 0 && (
            <TreeList id="regions" rows={children.map(({ code, name, kind }) => ({ id: code, label: name, under: regionKindWords[kind] }))} onOpen={onAt} />
          )}
        </>
      )}
    </Loaded>
  )
}
