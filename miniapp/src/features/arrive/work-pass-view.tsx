import { View } from '@tarojs/components'
import type { WorkPass } from '@market/shared/arrive/arrive.contract'
import { moment, until } from '@market/shared/words/show'
import { Card } from '../../ui/card'
import { Facts, type Fact } from '../../ui/facts'
import { Notice } from '../../ui/notice'
import { QrCode } from '../../ui/qr-code'
import { usePageStatus } from '../../ui/page-status'
import { passWhoWords, withoutPhoneWords, workPassText } from './work-pass.text'

const factsOf = ({ jobTitle, address, startsAt }: WorkPass, now: number): Fact[] => {
  const left = until(startsAt, now)
  return [
    { label: '去哪儿', value: address },
    { label: '几点', value: `${moment(startsAt, now)} 前到`, ...(left ? { note: left } : {}) },
    { label: '干什么', value: jobTitle },
  ]
}

type Props = { shown: WorkPass; code: string | null; stale: boolean; tooOld: boolean; pictured: boolean; now: number }

/** The code to be scanned, whose it is, and where to be when. Without a code that holds, what to do instead. */
export function WorkPassView({ shown, code, stale, tooOld, pictured, now }: Props) {
  const online = usePageStatus((status) => status.online)
  return (
    <>
      <Card id="pass">
        <View className="ui-pass">
          {tooOld ? (
            <Notice id="pass-too-old" tone="wait">{workPassText.tooOld}</Notice>
          ) : stale ? (
            <Notice id="pass-stale" tone="wait">{workPassText.stale}</Notice>
          ) : code === null ? (
            <View className="ui-soft">{workPassText.making}</View>
          ) : (
            <>
              <View className="ui-soft">{online ? workPassText.hint : workPassText.hintOffline}</View>
              <QrCode id="pass-code" text={code} label={workPassText.spokenCode} />
            </>
          )}
          <View className="ui-pass-name">{passWhoWords(shown)}</View>
          <View className="ui-soft">{workPassText.face}</View>
        </View>
      </Card>
      {pictured && <Notice id="pass-pictured" tone="wait">{workPassText.pictured}</Notice>}
      <Card id="pass-facts">
        <Facts facts={factsOf(shown, now)} />
      </Card>
      <View className="ui-on-deep">{withoutPhoneWords(shown)}</View>
    </>
  )
}
