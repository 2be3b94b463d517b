import { Text, View } from '@tarojs/components'
import type { MyStanding, Sanction } from '@market/shared/supervision/supervision.contract'
import { useState } from 'react'
import { fieldProblem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead } from '../../client/use-read'
import { employerPaths } from '../../employer/paths'
import { Button } from '../../ui/button'
import { Card, CardHead, StateCard, Why } from '../../ui/card'
import { FillBar } from '../../ui/fill-bar'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Tag } from '../../ui/tag'
import { useNow } from '../../ui/use-now'
import { AppealSheet } from './appeal-sheet'
import { sanctionTag, sanctionTitle, sanctionWhen, standingWords } from './supervision.text'

/** 信用记录: how many points, what each is for, and how to appeal. */
export function EmployerStanding() {
  const now = useNow()
  const reading = useRead('GET /api/my-standing', {})
  const [about, setAbout] = useState<Sanction | null>(null)
  const appealing = useAct('POST /api/sanctions/:sanctionId/appeal')
  const send = async (text: string): Promise<void> => {
    if (about && await appealing.act({ params: { sanctionId: about.id }, body: { text } }, '申诉')) setAbout(null)
  }
  return (
    <Page
      id="employer-standing"
      title="信用记录"
      backTo={employerPaths.home}
      dataAt={reading.at}
      overlay={
        about && (
          <AppealSheet
            words="由另一位同事来看，三天内答复。开始以前申诉的，答复前不暂停。"
            busy={appealing.busy}
            error={fieldProblem(appealing.problem, 'text') ?? appealing.problem?.message ?? null}
            onSend={(text) => void send(text)}
            onClose={() => setAbout(null)}
          />
        )
      }
    >
      <Loaded reading={reading}>
        {(standing) => (
          <>
            <StandingCard standing={standing} />
            {standing.sanctions.length === 0 && <EmptyState id="no-sanctions" pictogram="checkCircle" title="什么都没有" words="有提醒或者记分，会写清楚为什么，放在这里。" />}
            {standing.sanctions.map((one) => <SanctionCard key={one.id} one={one} now={now} onAppeal={() => setAbout(one)} />)}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function StandingCard({ standing }: { standing: MyStanding }) {
  const { points, warningAt, suspensionAt, daysPerPoint } = standing
  const words = standingWords(standing)
  return (
    <>
      <StateCard id="standing" now={words.now} next={words.next} pictogram={standing.standing === 'good' ? 'checkCircle' : 'alert'} />
      {points > 0 && (
        <Card tight>
          <View className="ui-between">
            <Text>{`${points} / ${suspensionAt} 分`}</Text>
            <Text className="ui-soft">{`到 ${warningAt} 分提醒`}</Text>
          </View>
          <FillBar parts={[{ count: Math.min(points, suspensionAt), tone: 'mid' }]} whole={suspensionAt} label={`${points} 分，满 ${suspensionAt} 分提请暂停`} />
          <Why>{`每过 ${daysPerPoint} 天，每条自动消掉 1 分`}</Why>
        </Card>
      )}
    </>
  )
}

function SanctionCard({ one, now, onAppeal }: { one: Sanction; now: number; onAppeal: () => void }) {
  const { word, tone } = sanctionTag(one, now)
  return (
    <Card id={`sanction-${one.id}`}>
      <CardHead title={sanctionTitle(one)} beside={<Tag tone={tone}>{word}</Tag>} under={one.jobTitle ?? ''} />
      <View>{one.reason}</View>
      <View className="ui-soft">{sanctionWhen(one, now)}</View>
      {one.clause && <View className="ui-soft">{one.clause}</View>}
      {one.appeal?.answer && <Notice id={`answer-${one.id}`} tone={one.appeal.upheld ? 'confirmed' : 'plain'}>{`申诉答复：${one.appeal.answer}`}</Notice>}
      {!one.lifted && one.appeal === null && <Button id={`appeal-${one.id}`} label="觉得不对，申诉" kind="secondary" small onTap={onAppeal} />}
    </Card>
  )
}
