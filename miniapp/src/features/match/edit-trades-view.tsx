import { View } from '@tarojs/components'
import type { MatchRulesView } from '@market/shared/match/match.contract'
import { tradeCodes, tradeIcon, tradeName } from '@market/shared/words/lists'
import { useState } from 'react'
import { Card } from '../../ui/card'
import { TextField } from '../../ui/fields'
import { FoldedPart } from '../../ui/folded-part'
import { Tag } from '../../ui/tag'
import { TreeList } from '../../ui/tree-list'
import { countsAlike, tradesAbout } from './edit-trades'
import { countsForWords, noTradeWords, skilledWords } from './manager-match-rules.text'
import { TradeSearch } from './trade-search'

/** 看手艺的工种: where the level of skill counts. */
export function SkilledTrades({ chosen, onChange }: { chosen: readonly string[]; onChange: (chosen: string[]) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <FoldedPart id="skilled" title="哪些工种看手艺等级" summary={skilledWords(chosen)} open={open} onToggle={() => setOpen(!open)}>
      <TradeSearch id="skilled-trades" label="点一下选上，再点一下去掉" many among={tradeCodes} chosen={chosen} onChange={onChange} />
    </FoldedPart>
  )
}

type Related = MatchRulesView['related']

/** 哪些活算相近: each trade with what it counts for, to be opened and changed. `before` is what is in force. */
export function RelatedTrades({ before, after, error, onOpen }: { before: Related; after: Related; error: string | null; onOpen: (from: string) => void }) {
  const [typed, setTyped] = useState('')
  const rows = tradesAbout(typed, after).map((code) => ({
    id: code,
    label: `会${tradeName(code)}`,
    under: countsForWords(code, after),
    pictogram: tradeIcon(code),
    ...(countsAlike(code, before, after) ? {} : { beside: <Tag tone="wait">改了</Tag> }),
  }))
  return (
    <>
      <Card id="related-head">
        <View className="ui-stack">
          <View className="ui-heading">哪些活算相近</View>
          <View className="ui-soft">会这个工种的人，去干相近的活也得一部分分。点一个工种去改。</View>
          <TextField id="related-words" label="找工种" placeholder="比如：瓦工" value={typed} maxLength={16} error={error} onChange={setTyped} />
          {rows.length === 0 && <View id="related-none" className="ui-soft">{noTradeWords(typed)}</View>}
        </View>
      </Card>
      {rows.length > 0 && <TreeList id="related" rows={rows} onOpen={onOpen} />}
    </>
  )
}
