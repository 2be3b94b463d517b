import { View } from '@tarojs/components'
import type { MatchRulesView as Rules } from '@market/shared/match/match.contract'
import { moment } from '@market/shared/words/show'
import { BarRow } from '../../ui/bar-row'
import { Card } from '../../ui/card'
import { Fold } from '../../ui/fold'
import { Notice } from '../../ui/notice'
import { partNote, partsByWeight, partWords, relatedWords } from './match-rules.text'

type Props = { province: { name: string }; effectiveFrom: number; rules: Rules; now: number }

/** 怎么排先后: what counts, how much, and what never does. */
export function MatchRulesView({ province, effectiveFrom, rules, now }: Props) {
  return (
    <>
      <Notice id="never-counts">年龄、男女、是哪里人，都不算分，也不影响先后。</Notice>
      <Card id="match-parts">
        <View className="ui-heading">一共 1000 分，分高的排前面</View>
        {partsByWeight(rules.weights).map(([part, points]) => (
          <BarRow key={part} id={`part-${part}`} label={partWords[part]} figure={`${points} 分`} count={points} whole={1_000} note={partNote(part, rules)} />
        ))}
      </Card>
      <Card id="match-first">
        <View className="ui-heading">先看能不能干，再算分</View>
        <View>人满了的、已经开工的、和您答应了的活撞时间的、您已经报过名的，都不排进来。</View>
        <View>雇主自己挑人的活，报名的人也按这个分排给雇主看；这会儿来不了的排在后面，写明为什么。</View>
        <View>分数一样，等得久的人先。新来的工人、新来的雇主，也能排到第一。</View>
      </Card>
      {rules.related.length > 0 && (
        <Card id="match-related">
          <View className="ui-heading">哪些活算相近</View>
          <View>相近的工种也得分，得几成看下面。</View>
          <Fold id="related" show="看每个工种" hide="收起来">
            <View className="ui-stack">
              {relatedWords(rules.related).map(({ from, words }) => <View key={from}>{words}</View>)}
            </View>
          </Fold>
        </Card>
      )}
      <View className="ui-soft">{`${province.name}第 ${rules.version} 版${effectiveFrom > 0 ? `，${moment(effectiveFrom, now)}起用` : ''}。改规则要两位主管部门的人都同意，改了在这里公布。`}</View>
    </>
  )
}
