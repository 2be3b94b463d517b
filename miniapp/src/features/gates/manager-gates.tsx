import { View } from '@tarojs/components'
import { mostCodes } from '@market/shared/gates/gates.rules'
import { managerPaths } from '../../manager/paths'
import { open } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { MenuLine } from '../../ui/menu-line'
import { FootAction, Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Tag } from '../../ui/tag'
import { useNow } from '../../ui/use-now'
import { GateNameSheet } from './gate-name-sheet'
import { gateWords } from './gates.text'
import type { ManagerGates as Gates } from './use-manager-gates'

/** 入口和海报: the doors of a market, each with the state of its code. */
export function ManagerGates({ list, naming, backTo }: Gates & { backTo: string }) {
  const now = useNow(60_000)
  return (
    <Page
      id="manager-gates"
      title="入口和海报"
      backTo={backTo}
      dataAt={list.at}
      foot={
        list.value?.mayChange && (
          <FootAction>
            <Button id="make-gate" label="新设一个入口" pictogram="post" onTap={() => naming.begin('')} />
          </FootAction>
        )
      }
      overlay={<GateNameSheet title="新设一个入口" hint="会印在海报上，进门的人看得懂就行" naming={naming} />}
    >
      <Loaded reading={list}>
        {({ marketName, gates }) => (
          <>
            <View className="ui-soft">{marketName}</View>
            {gates.length === 0 && <EmptyState id="gates-empty" pictogram="gate" title="还没有入口" words="先设一个入口，再打印海报贴在门口，来的人扫一扫就能签到。" />}
            {gates.map((gate) => (
              <MenuLine
                key={gate.id}
                id={`gate-${gate.id}`}
                label={gate.name}
                under={gateWords(gate, now)}
                pictogram="gate"
                below={gate.codes.length === 0 ? <Tag tone="refused">没有码</Tag> : gate.codes.length >= mostCodes && <Tag tone="wait">旧码未停</Tag>}
                onTap={() => void open(managerPaths.gate, { gateId: gate.id })}
              />
            ))}
          </>
        )}
      </Loaded>
    </Page>
  )
}
