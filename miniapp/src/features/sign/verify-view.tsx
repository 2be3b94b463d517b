import { Text, View } from '@tarojs/components'
import type { Verification } from '@market/shared/sign/sign.contract'
import { Card, CardHead, StateCard } from '../../ui/card'
import { Facts } from '../../ui/facts'
import { Fold } from '../../ui/fold'
import { Notice } from '../../ui/notice'
import { ReasonList } from '../../ui/reason-list'
import { aboutFacts, checkReasons, fingerprintFacts, verdictOf } from './verify.text'

/** Whether a paper in somebody's hand is genuine: the answer first, then what it is about, then why. Nobody is named in full. */
export function VerifyView({ verification }: { verification: Verification }) {
  const { tone, now, next } = verdictOf(verification)
  return (
    <>
      {tone === 'bad' ? (
        <Notice id="verify-bad" tone="refused">{`${now}。${next}`}</Notice>
      ) : (
        <StateCard id="verify-state" now={now} next={next} pictogram={tone === 'good' ? 'checkCircle' : 'clock'} />
      )}
      <Card id="verify-about">
        <View className="ui-stack">
          <CardHead title="和手里的纸对一对" under="下面每一行都该和纸上一样" />
          <Facts facts={aboutFacts(verification)} />
        </View>
      </Card>
      <Card id="verify-checks">
        <View className="ui-stack">
          <CardHead title="逐项核对" />
          <ReasonList id="verify-check" reasons={checkReasons(verification)} />
          <Fold id="verify-fingerprints" show="看指纹" hide="收起指纹">
            <View className="ui-stack">
              <Text className="ui-soft">电脑上算出手里文件的指纹，和这里一样就没有改过。</Text>
              {fingerprintFacts(verification).map(({ label, value, note }) => (
                <View key={`${label}${note ?? ''}`} className="ui-paper">
                  <Text userSelect>{`${label} ${note ?? ''}\n${value}`}</Text>
                </View>
              ))}
            </View>
          </Fold>
        </View>
      </Card>
    </>
  )
}
