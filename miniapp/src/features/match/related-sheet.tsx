import { View } from '@tarojs/components'
import type { RelatedTrade } from '@market/shared/match/match-rules'
import type { MatchRulesView } from '@market/shared/match/match.contract'
import { tradeCodes, tradeName } from '@market/shared/words/lists'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { Sheet } from '../../ui/sheet'
import { Stepper } from '../../ui/stepper'
import { lessPercent, morePercent, pairIn, relate, unrelate } from './edit-trades'
import { againWords, wasWords } from './manager-match-rules.text'
import { TradeSearch } from './trade-search'

type Related = MatchRulesView['related']
type Props = { from: string; before: Related; after: Related; onChange: (related: RelatedTrade[]) => void; onClose: () => void }

/** What somebody with one trade can do as well. It counts as soon as it is tapped, so that closing loses nothing. */
export function RelatedSheet({ from, before, after, onChange, onClose }: Props) {
  const [adding, setAdding] = useState(false)
  const pairs = after.filter((pair) => pair.from === from)
  const gone = before.filter((pair) => pair.from === from && pairIn(after, pair) === null)
  const free = tradeCodes.filter((code) => code !== from && pairIn(after, { from, to: code }) === null)
  const add = (to: string | undefined): void => {
    if (to !== undefined) onChange(relate(after, pairIn(before, { from, to }) ?? { from, to }))
    setAdding(false)
  }
  return (
    <Sheet id="related-sheet" title={`会${tradeName(from)}的人，还能干什么`} closeLabel="好了" onClose={onClose}>
      <View className="ui-stack-wide">
        {pairs.length === 0 && <View id="related-nothing" className="ui-soft">现在没有和它相近的工种。</View>}
        {pairs.map((pair) => (
          <RelatedPair key={pair.to} pair={pair} was={pairIn(before, pair)} onPercent={(percent) => onChange(relate(after, { ...pair, percent }))} onRemove={() => onChange(unrelate(after, pair))} />
        ))}
        {gone.map((pair) => (
          <View key={pair.to} id={`gone-${pair.to}`} className="ui-stack">
            <View className="ui-soft">{`${tradeName(pair.to)}：不算相近了`}</View>
            <Button id={`again-${pair.to}`} label={againWords(pair)} kind="secondary" small onTap={() => onChange(relate(after, pair))} />
          </View>
        ))}
        {adding ? (
          <TradeSearch id="add-related" label="加哪个工种" among={free} chosen={[]} onChange={([to]) => add(to)} />
        ) : (
          free.length > 0 && <Button id="add-related-open" label="加一个相近的工种" kind="secondary" onTap={() => setAdding(true)} />
        )}
      </View>
    </Sheet>
  )
}

type PairProps = { pair: RelatedTrade; was: RelatedTrade | null; onPercent: (percent: number) => void; onRemove: () => void }

function RelatedPair({ pair: { to, percent }, was, onPercent, onRemove }: PairProps) {
  const name = tradeName(to)
  const [less, more] = [lessPercent(percent), morePercent(percent)]
  return (
    <View id={`pair-${to}`}>
      <Stepper
        id={`percent-${to}`}
        label={name}
        lessLabel={`${name}少算一点`}
        moreLabel={`${name}多算一点`}
        onLess={less === null ? null : () => onPercent(less)}
        onMore={more === null ? null : () => onPercent(more)}
        hint={wasWords(was, percent)}
      >
        {`算 ${percent}%`}
      </Stepper>
      <Button id={`remove-${to}`} label="不算相近" spokenLabel={`${name}不算相近`} kind="quiet" small onTap={onRemove} />
    </View>
  )
}
