import { View } from '@tarojs/components'
import type { WorkPass } from '@market/shared/arrive/arrive.contract'
import { moment, until } from '@market/shared/words/show'
import { Card } from '../../ui/card'
import { Facts, type Fact } from '../../ui/facts'
import { Notice } from '../../ui/notice'
import { QrCode } from '../../ui/qr-code'

const factsOf = ({ jobTitle, address, startsAt }: WorkPass, now: number): Fact[] => {
  const left = until(startsAt, now)
  return [
    { label: '去哪儿', value: address },
    { label: '几点', value: `${moment(startsAt, now)} 前到`, ...(left ? { note: left } : {}) },
    { label: '干什么', value: jobTitle },
  ]
}

const whoWords = ({ workerMasked, number }: WorkPass): string => (number === null ? workerMasked : `${workerMasked} · ${number} 号`)

/** The code to be scanned, whose it is, and where to be when. Without a code that holds, what to do instead. */
export function WorkPassView({ pass, stale, now }: { pass: WorkPass; stale: boolean; now: number }) {
  return (
    <>
      <Card id="pass">
        <View className="ui-pass">
          {stale ? (
            <Notice id="pass-stale" tone="wait">没有网，码过期了，连上网会自动换新的。急的话，请到服务台报您的名字和号。</Notice>
          ) : (
            <>
              <View className="ui-soft">给工作人员扫，码会自己换</View>
              <QrCode id="pass-code" text={pass.code} label="您的工作码，给工作人员扫" />
            </>
          )}
          <View className="ui-pass-name">{whoWords(pass)}</View>
          <View className="ui-soft">工作人员会看脸，本人来才算数</View>
        </View>
      </Card>
      <Card id="pass-facts">
        <Facts facts={factsOf(pass, now)} />
      </Card>
      <View className="ui-on-deep">{pass.number === null ? '手机没电了，请到服务台报您的名字。' : `手机没电了，请到服务台报 ${pass.number} 号。`}</View>
    </>
  )
}
