import { View } from '@tarojs/components'
import { matchParts } from '@market/shared/match/match-rules'
import type { MatchRulesView } from '@market/shared/match/match.contract'
import { useState } from 'react'
import { useRead } from '../../client/use-read'
import { managerPaths } from '../../manager/paths'
import { Button } from '../../ui/button'
import { FormCard } from '../../ui/card'
import { TextField } from '../../ui/fields'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { NumberField } from '../../ui/number-field'
import { Page } from '../../ui/page'
import { Stepper } from '../../ui/stepper'
import { useNow } from '../../ui/use-now'
import { SeenChanges } from '../versions/seen-changes'
import { Versions } from '../versions/versions'
import { versionWords } from '../versions/versions.text'
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
      <Versions
        of={props}
        now={now}
        changes={(version, onSeen) => <Changes version={version} before={rules.value} onSeen={onSeen} />}
        say={(inForce) => `现在用第 ${inForce} 版，全省一样，工人在“怎么排先后”里看得到。改了要另一位同事确认才生效。`}
      />
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

function Changes({ version, before, onSeen }: { version: number; before: MatchRulesView | null; onSeen: () => void }) {
  const reading = useRead('GET /api/match-rules/versions/:version', { params: { version } })
  return <SeenChanges reading={reading} onSeen={onSeen}>{(content) => <Differences before={before} after={content} />}</SeenChanges>
}

function Differences({ before, after }: { before: MatchRulesView | null; after: MatchRulesView }) {
  if (before === null) return null
  const all = differenceWords(before, after)
  return <View id="differences" className="ui-stack">{all.length === 0 ? versionWords.unchanged : all.map((words) => <View key={words}>{words}</View>)}</View>
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
