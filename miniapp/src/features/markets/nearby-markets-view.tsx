import type { Market } from '@market/shared/markets/markets.contract'
import { open } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { EmptyState } from '../../ui/page-states'
import { Segmented } from '../../ui/segmented'
import { Tag } from '../../ui/tag'
import { TreeList } from '../../ui/tree-list'
import { nearbyWords } from './market.text'

export type Which = 'open' | 'all'

type Props = {
  which: Which
  /** What the phone said of where it is. */
  asked: 'never' | 'asking' | 'refused' | 'given'
  onWhich: (which: Which) => void
  onNear: () => void
}

/** Which markets, and near what. */
export function NearbyFilter({ which, asked, onWhich, onNear }: Props) {
  return (
    <>
      <Segmented
        id="which"
        segments={[
          { value: 'open', label: '现在开着的' },
          { value: 'all', label: '全部' },
        ]}
        chosen={which}
        onChoose={onWhich}
      />
      {asked === 'never' && <Button id="near-me" label="看看哪个离我近" kind="secondary" pictogram="place" onTap={onNear} />}
      {asked === 'asking' && <Notice id="place-asking">正在看您在哪儿…</Notice>}
      {asked === 'refused' && <Notice id="place-refused" tone="wait">手机没说您在哪儿，先按名称排。</Notice>}
    </>
  )
}

export function NearbyMarkets({ markets, which, now, onAll }: {
  markets: readonly { market: Market; distanceMetres: number | null }[]
  which: Which
  now: number
  onAll: () => void
}) {
  if (markets.length === 0) {
    return which === 'open' ? (
      <EmptyState id="no-markets" pictogram="clock" title="这会儿都没开门" words="多数市场早上五点开门" offer={{ id: 'all-markets', label: '看全部市场', onTap: onAll }} />
    ) : (
      <EmptyState id="no-markets" pictogram="place" title="还没有市场" words="过些日子再来看看" />
    )
  }
  return (
    <TreeList
      id="markets"
      rows={markets.map(({ market, distanceMetres }, index) => ({
        id: market.id,
        label: market.name,
        under: nearbyWords(market, distanceMetres, now),
        pictogram: 'place',
        ...(index === 0 && distanceMetres !== null ? { beside: <Tag>离您最近</Tag> } : {}),
      }))}
      onOpen={(marketId) => void open(paths.market, { marketId })}
    />
  )
}
