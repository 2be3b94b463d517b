import type { ManagedMarket } from '@market/shared/markets/markets.contract'
import { marketKindWords } from '@market/shared/words/lists'
import { managerPaths } from '../../manager/paths'
import { open } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { FormCard } from '../../ui/card'
import { TextField } from '../../ui/fields'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Tag } from '../../ui/tag'
import { TreeList } from '../../ui/tree-list'
import type { ManagedMarkets } from './use-managed-markets'

type Props = ManagedMarkets & { name: string; onName: (name: string) => void; officer: boolean }

/** The markets and stations one answers for, by name or in the order of the tree. */
export function ManagerMarketList({ first, markets, more, name, onName, officer }: Props) {
  return (
    <Page id="managed-markets" title="市场名册" backTo={managerPaths.home} dataAt={first.at}>
      {officer && <Button id="new-market" label="设立市场或服务站" pictogram="post" onTap={() => void open(managerPaths.newMarket)} />}
      <FormCard>
        <TextField id="market-name" label="按名称找" value={name} maxLength={40} placeholder="例如：洛龙" onChange={onName} />
      </FormCard>
      <Loaded reading={first} cards={3}>
        {() =>
          markets.length === 0 ? (
            <EmptyState id="no-managed" pictogram="place" title="没有找到" words={name === '' ? '您还没有管着的市场' : '换几个字再找找'} />
          ) : (
            <TreeList id="managed" rows={markets.map(row)} onOpen={(marketId) => void open(managerPaths.marketProfile, { marketId })} />
          )
        }
      </Loaded>
      {more?.problem && <Notice id="more-problem" tone="refused">{more.problem.message}</Notice>}
      {more && <Button id="more" label="再看一些" kind="secondary" busy={more.busy} busyLabel="正在找…" onTap={() => void more.read()} />}
    </Page>
  )
}

const row = (market: ManagedMarket) => ({
  id: market.id,
  label: market.name,
  under: `${marketKindWords[market.kind]} · ${market.address}`,
  pictogram: 'place' as const,
  ...(market.closedAt !== null ? { beside: <Tag>已关</Tag> } : market.profileMissing ? { beside: <Tag tone="wait">还没公布</Tag> } : {}),
})
