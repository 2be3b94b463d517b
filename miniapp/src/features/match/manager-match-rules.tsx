import { View } from '@tarojs/components'
import { matchParts } from '@market/shared/match/match-rules'
import type { MatchRulesInfo, MatchRulesView } from '@market/shared/match/match.contract'
import { moment } from '@market/shared/words/show'
import { useState } from 'react'
import { useRead } from '../../client/use-read'
import { managerPaths } from '../../manager/paths'
import { Button, ButtonRow } from '../../ui/button'
import { Card, CardHead, FormCard } from '../../ui/card'
import { TextField } from '../../ui/fields'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { NumberField } from '../../ui/number-field'
import { Page } from '../../ui/page'
import { Stepper } from '../../ui/stepper'
import { Tag } from '../../ui/tag'
import { useNow } from '../../ui/use-now'
import { RelatedTrades, SkilledTrades } from './edit-trades-view'
import { differenceWords, spanFields } from './manager-match-rules.text'
import { partNote, partWords } from './match-rules.text'
import { RelatedSheet } from './related-sheet'
import type { ManagerMatchRules as Props } from './use-manager-match-rules'

const step = 10

/** 排先后的规则: how jobs are ranked in the whole province; changed by one officer, confirmed by another. */
export function ManagerMatchRules(props: Props) {
  const now = useNow()
  const { versions, rules, edited, problem, proposed } = props
  /** The trade whose related ones are being changed. */
  const [open, setOpen] = useState<string | null>(null)
  return (
    <Page
      id="manager-match-rules"
      title="排先后的规则"
      backTo={managerPaths.home}
      dataAt={versions.at}
      foot={props.changed ? <ProposeFoot {...props} /> : undefined}
      overlay={open && edited && rules.value && (
        <RelatedSheet key={open} from={open} before={rules.value.related} after={edited.related} onChange={props.setRelated} onClose={() => setOpen(null)} />
      )}
    >
      {problem && <Notice id="match-rules-problem" tone="refused">{problem.message}</Notice>}
      {proposed !== null && <Notice id="match-rules-proposed">{`第 ${proposed} 版提交了。请另一位同事打开这一页确认，确认后马上生效。`}</Notice>}
      <Loaded reading={versions}>
        {({ inForce, versions: all }) => (
          <>
            {all.filter(waits).map((one) => <ProposedCard key={one.version} one={one} now={now} {...props} />)}
            {all.filter((one) => waitsForItsDay(one, now)).map((one) => <PlannedCard key={one.version} one={one} now={now} {...props} />)}
            <Notice id="in-force">{`现在用第 ${inForce} 版，全省一样，工人在“怎么排先后”里看得到。改了要另一位同事确认才生效。`}</Notice>
          </>
        )}
      </Loaded>
      <Loaded reading={rules}>
        {(current) => edited && (
          <>
            <Parts {...props} edited={edited} />
            <SkilledTrades chosen={edited.skilledTrades} onChange={props.setSkilled} />
            <RelatedTrades before={current.related} after={edited.related} error={props.errorOf('related')} onOpen={setOpen} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

const waits = ({ confirmedAt, droppedAt }: MatchRulesInfo): boolean => confirmedAt === null && droppedAt === null

const waitsForItsDay = ({ effectiveFrom, droppedAt }: MatchRulesInfo, now: number): boolean => effectiveFrom !== null && effectiveFrom > now && droppedAt === null

/** Confirmed for a later day. Until then no other version is confirmed, so there is a way to let it go. */
function PlannedCard({ one, now, busy, drop }: Props & { one: MatchRulesInfo; now: number }) {
  return (
    <Card id={`planned-${one.version}`}>
      <CardHead title={`第 ${one.version} 版 ${moment(one.effectiveFrom ?? now, now)} 生效`} under={one.note} beside={<Tag tone="wait">还没生效</Tag>} />
      <View className="ui-soft">到那天之前，别的版本不能确认。</View>
      <Button id={`drop-${one.version}`} label="不用这一版" kind="secondary" small disabled={busy !== null} onTap={() => void drop(one.version)} />
    </Card>
  )
}

function ProposedCard({ one, now, busy, rules, confirm, drop }: Props & { one: MatchRulesInfo; now: number }) {
  const [read, setRead] = useState(false)
  const reading = useRead('GET /api/match-rules/versions/:version', read ? { params: { version: one.version } } : null)
  return (
    <Card id={`proposed-${one.version}`}>
      <CardHead title={`第 ${one.version} 版等确认`} under={`${moment(one.proposedAt, now)} · ${one.note}`} beside={<Tag tone="wait">还没生效</Tag>} />
      {read ? (
        <Loaded reading={reading} cards={1}>{(content) => <Differences before={rules.value} after={content} />}</Loaded>
      ) : (
        <Button id={`read-${one.version}`} label="看改了什么" kind="secondary" small onTap={() => setRead(true)} />
      )}
      {one.mine && <View className="ui-soft">这是您提的，要另一位同事来确认。</View>}
      <ButtonRow>
        <Button id={`drop-${one.version}`} label="不用这一版" kind="secondary" small disabled={busy !== null} onTap={() => void drop(one.version)} />
        {/* Nobody puts in force what they have not seen. */}
        {!one.mine && <Button id={`confirm-${one.version}`} label="确认，马上生效" small disabled={busy !== null || reading.value === null} onTap={() => void confirm(one.version)} />}
      </ButtonRow>
    </Card>
  )
}

function Differences({ before, after }: { before: MatchRulesView | null; after: MatchRulesView }) {
  if (before === null) return null
  const all = differenceWords(before, after)
  return <View id="differences" className="ui-stack">{all.length === 0 ? '和现在的一样' : all.map((words) => <View key={words}>{words}</View>)}</View>
}

function Parts({ edited, typed, errorOf, weigh, type }: Props & { edited: MatchRulesView }) {
  const sum = matchParts.reduce((total, part) => total + edited.weights[part], 0)
  return (
    <>
      <FormCard id="weights" title={`各占多少分，现在加起来 ${sum} 分`}>
        {matchParts.map((part) => {
          const points = edited.weights[part]
          return (
            <Stepper
              key={part}
              id={`weight-${part}`}
              label={partWords[part]}
              lessLabel={`${partWords[part]}少 ${step} 分`}
              moreLabel={`${partWords[part]}多 ${step} 分`}
              onLess={points > 0 ? () => weigh(part, Math.max(0, points - step)) : null}
              onMore={points < 1_000 ? () => weigh(part, Math.min(1_000, points + step)) : null}
              hint={partNote(part, edited)}
            >
              {`${points} 分`}
            </Stepper>
          )
        })}
      </FormCard>
      <FormCard id="spans" title="怎么给分">
        {(Object.keys(spanFields) as (keyof typeof spanFields)[]).map((span) => (
          <NumberField key={span} id={`span-${span}`} label={spanFields[span].label} value={typed(span)} error={errorOf(`spans.${span}`)} onChange={(digits) => type(span, digits)} />
        ))}
      </FormCard>
    </>
  )
}

function ProposeFoot({ note, setNote, busy, errorOf, startOver, propose }: Props) {
  const wrong = errorOf('weights') ?? errorOf('spans.lateMinutes') ?? errorOf('related')
  return (
    <View className="ui-foot-action ui-stack">
      {wrong && <Notice id="match-rules-wrong" tone="wait">{wrong}</Notice>}
      <TextField id="match-rules-note" label="为什么改" value={note} maxLength={100} onChange={setNote} />
      <Button id="propose-match-rules" label="提交，请另一位同事确认" busy={busy === 'propose'} disabled={wrong !== null || note.trim().length < 2} onTap={() => void propose()} />
      <Button id="start-over" label="不改了" kind="quiet" onTap={startOver} />
    </View>
  )
}
