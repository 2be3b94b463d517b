import { View } from '@tarojs/components'
import { moment } from '@market/shared/words/show'
import { useState } from 'react'
import { fieldProblem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead } from '../../client/use-read'
import { startAt } from '../../platform/navigation'
import { staffPaths } from '../../staff/paths'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { DueClock } from '../../ui/due-clock'
import { LongTextField } from '../../ui/fields'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Sheet } from '../../ui/sheet'
import { useNow } from '../../ui/use-now'
import { ReviewedPostingView } from './reviewed-posting'
import { sanctionTitle, sanctionWhen } from './supervision.text'

const choices = [{ value: 'upheld', label: '申诉成立' }, { value: 'dismissed', label: '不成立，维持' }] as const

/** An appeal, decided by somebody else than whoever decided first, with an answer in words. */
export function StaffAppeal({ appealId }: { appealId: string }) {
  const now = useNow()
  const params = { appealId }
  const reading = useRead('GET /api/appeals/:appealId', { params })
  const deciding = useAct('POST /api/appeals/:appealId/decide')
  const [asking, ask] = useState(false)
  const [outcome, setOutcome] = useState<'upheld' | 'dismissed' | null>(null)
  const [answer, setAnswer] = useState('')
  const { value } = reading
  const decides = value !== null && value.case.closedAt === null && value.case.mayDecide
  const decide = async (): Promise<void> => {
    if (await deciding.act({ params, body: { upheld: outcome === 'upheld', answer } }, '答复申诉')) ask(false)
  }
  return (
    <Page
      id="staff-appeal"
      title="看申诉"
      backTo={staffPaths.queue}
      dataAt={reading.at}
      overlay={
        asking && (
          <Sheet id="answer-sheet" title="答复" onClose={() => ask(false)}>
            <ChoiceGrid id="outcome" label="看完以后" choices={choices} chosen={outcome === null ? [] : [outcome]} onChange={([chosen]) => setOutcome(chosen ?? null)} />
            <LongTextField id="answer" label="为什么" hint="申诉的人会看到" value={answer} error={fieldProblem(deciding.problem, 'answer') ?? deciding.problem?.message ?? null} onChange={setAnswer} />
            <Button id="send-answer" label="答复" busy={deciding.busy} disabled={outcome === null || answer.trim().length < 2} onTap={() => void decide()} />
          </Sheet>
        )
      }
      foot={
        value && (
          <View className="ui-foot-action">
            {decides ? <Button id="open-answer" label="答复" onTap={() => ask(true)} /> : <Button id="to-queue" label="看下一件" onTap={() => void startAt(staffPaths.queue)} />}
          </View>
        )
      }
    >
      <Loaded reading={reading}>
        {({ text, at, sanction, posting, case: found }) => (
          <>
            {found.closedAt !== null && <Notice id="decided" tone="confirmed">这一件办完了。</Notice>}
            {found.closedAt === null && !found.mayDecide && <Notice id="not-mine" tone="wait">这是您办过的或者和您有关，要请另一位同事来看。</Notice>}
            <Card id="appeal-words">
              <CardHead title={sanction ? `不服：${sanctionTitle(sanction)}` : '不服：招工没有通过'} under={`${moment(at, now)} 申诉`} beside={found.closedAt === null ? <DueClock dueAt={found.dueAt} /> : undefined} />
              <View>{text}</View>
            </Card>
            {sanction && (
              <Card id="appealed-sanction">
                <CardHead title="当时的决定" under={sanctionWhen(sanction, now)} />
                <View>{sanction.reason}</View>
                {sanction.clause && <View className="ui-soft">{sanction.clause}</View>}
              </Card>
            )}
            {posting && <ReviewedPostingView posting={posting} now={now} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}
