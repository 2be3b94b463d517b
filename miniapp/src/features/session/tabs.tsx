import type { Part } from '@market/shared/endpoint'
import { startAt } from '../../platform/navigation'
import { roleTabs } from '../../ui/role-tabs'
import { TabBar } from '../../ui/tab-bar'

/** The tab bar of a part of the app; each tab starts anew. */
export function Tabs({ part, current }: { part: Part; current: string }) {
  return <TabBar tabs={roleTabs[part]} current={current} onChoose={(tab) => void startAt(tab.path)} />
}
