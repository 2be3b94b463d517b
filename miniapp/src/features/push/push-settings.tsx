import type { PushSettingsView } from '@market/shared/push/push.contract'
import { allowances, type Allowance } from '@market/shared/push/push.rules'
import { View } from '@tarojs/components'
import { Button } from '../../ui/button'
import { Card, StateCard } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { Notice } from '../../ui/notice'
import { allowanceWords, askedWords, nightOf, nights, standingWords, wechatWords, type Night } from './push.text'
import type { Push } from './use-push'

type Props = Pick<Push, 'canAsk' | 'busy' | 'problem' | 'asked' | 'change' | 'ask'> & { settings: PushSettingsView }

/** How many a day, when not, and WeChat's leave. A choice counts as soon as it is tapped. */
export function PushSettings({ settings, canAsk, busy, problem, asked, change, ask }: Props) {
  const { mostPerDay, quiet } = settings
  const night = nightOf(quiet)
  return (
    <>
      <StateCard id="push-state" {...standingWords(settings)} pictogram="message" />
      {problem && <Notice id="push-problem" tone="refused">{problem}</Notice>}
      <Card>
        <ChoiceGrid
          id="push-most"
          label="一天最多告诉我几次新活"
          choices={allowances.map((allowance) => ({ value: String(allowance), label: allowanceWords[allowance] }))}
          chosen={[String(mostPerDay)]}
          onChange={([chosen]) => void change({ mostPerDay: Number(chosen) as Allowance, quiet })}
        />
      </Card>
      {mostPerDay > 0 && (
        <Card>
          <ChoiceGrid
            id="push-night"
            label="晚上别打扰"
            columns={1}
            hint="有位子等您答复，您又在市场里，晚上也会告诉您"
            choices={(Object.keys(nights) as Night[]).map((value) => ({ value, label: nights[value].words }))}
            chosen={night === null ? [] : [night]}
            onChange={([chosen]) => chosen && void change({ mostPerDay, quiet: nights[chosen].quiet })}
          />
        </Card>
      )}
      <Card id="push-wechat">
        <View className="ui-job-body ui-stack">
          <View>{wechatWords(settings, canAsk)}</View>
          {canAsk && <Button id="push-ask" label="让微信再提醒我一次" kind="secondary" busy={busy} onTap={() => void ask()} />}
          {asked && <Notice id="push-asked" tone={asked === 'accepted' || asked === 'only_offers' ? 'confirmed' : 'plain'}>{askedWords[asked]}</Notice>}
        </View>
      </Card>
    </>
  )
}
