import { View } from '@tarojs/components'
import type { RulebookView, Trial } from '@market/shared/supervision/supervision.contract'
import { useRead } from '../../client/use-read'
import { managerPaths } from '../../manager/paths'
import { Button } from '../../ui/button'
import { FormCard } from '../../ui/card'
import { LongTextField, TextField } from '../../ui/fields'
import { FoldedPart } from '../../ui/folded-part'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { ReasonList } from '../../ui/reason-list'
import { Stepper } from '../../ui/stepper'
import { useNow } from '../../ui/use-now'
import { SeenChanges } from '../versions/seen-changes'
import { Versions } from '../versions/versions'
import { versionWords } from '../versions/versions.text'
import { listFieldLabels, listLabels, ruleChanges, type ListName } from './rulebook.text'
import type { ManagerRulebook as Props } from './use-manager-rulebook'

const mostPoints = 12

/** 发布规则: the words by which postings are judged in the whole province; changed by one officer, confirmed by another. */
export function ManagerRulebook(props: Props) {
  const now = useNow()
  const { versions, rulebook, problem } = props
  return (
    <Page id="manager-rulebook" title="发布规则" backTo={managerPaths.home} dataAt={versions.at} foot={props.changed.length > 0 ? <ProposeFoot {...props} /> : undefined}>
      {problem && <Notice id="rulebook-problem" tone="refused">{problem.message}</Notice>}
      <Versions
        of={props}
        now={now}
        changes={(version, onSeen) => <Changes version={version} before={rulebook.value} onSeen={onSeen} />}
        say={(inForce) => `现在用第 ${inForce} 版，全省一样。改了要另一位同事确认才生效。`}
      />
      <Loaded reading={rulebook}>{(book) => <>{book.rules.map((rule) => <RulePart key={rule.key} rule={rule} {...props} />)}</>}</Loaded>
      {props.trial && <TrialCard trial={props.trial} />}
    </Page>
  )
}

function Changes({ version, before, onSeen }: { version: number; before: RulebookView | null; onSeen: () => void }) {
  const reading = useRead('GET /api/rulebooks/:version', { params: { version } })
  return (
    <SeenChanges reading={reading} onSeen={onSeen}>
      {(after) => {
        const all = before === null ? [] : ruleChanges(before, after)
        return <View id="differences" className="ui-stack">{all.length === 0 ? versionWords.unchanged : all.map((words) => <View key={words}>{words}</View>)}</View>
      }}
    </SeenChanges>
  )
}

function RulePart({ rule, editing, changed, errorOf, open, edit }: Props & { rule: RulebookView['rules'][number] }) {
  const here = editing?.key === rule.key ? editing.edit : null
  const words = rule.refused.length + rule.doubtful.length
  const laws = rule.clauses.map(({ law, article, certain }) => `《${law}》${article}${certain ? '' : '（条号待核）'}`).join('、')
  return (
    <FoldedPart
      id={`rule-${rule.key}`}
      title={changed.includes(rule.key) ? `${rule.name}（改过）` : rule.name}
      summary={words > 0 ? `${words} 条 · 记 ${rule.points} 分` : `按数字判断 · 记 ${rule.points} 分`}
      open={here !== null}
      onToggle={() => open(here ? null : rule.key)}
    >
      <View className="ui-soft">{laws}</View>
      {here && (
        <>
          {(Object.keys(listLabels) as ListName[]).map((list) => (
            <LongTextField key={list} id={`${rule.key}-${list}`} label={listFieldLabels[list]} value={here[list]} error={errorOf(rule.key, list)} maxLength={20_000} onChange={(value) => edit({ [list]: value })} />
          ))}
          <Stepper
            id={`${rule.key}-points`}
            label="违规记分"
            lessLabel="少一分"
            moreLabel="多一分"
            onLess={here.points > 0 ? () => edit({ points: here.points - 1 }) : null}
            onMore={here.points < mostPoints ? () => edit({ points: here.points + 1 }) : null}
          >
            {`${here.points} 分`}
          </Stepper>
          <View className="ui-soft">写法：（只招|限）男（的|）代表这几个词的各种搭配，… 代表中间隔几个字。空格、繁体、拼音不用另写。</View>
        </>
      )}
    </FoldedPart>
  )
}

const verdicts: Record<string, string> = { clear: '直接发布', doubtful: '要人看', refused: '不通过' }

function TrialCard({ trial }: { trial: Trial }) {
  return (
    <FormCard id="trial" title={`拿最近 ${trial.tried} 条试了`}>
      <View>{`不通过 ${trial.wouldRefuse} 条，要人看 ${trial.wouldReview} 条。和现在不一样的 ${trial.different} 条。`}</View>
      <ReasonList
        id="trial-example"
        reasons={trial.examples.map(({ jobId, title, before, after, words }) => ({ id: jobId, words: title, under: `${verdicts[before] ?? ''} → ${verdicts[after] ?? ''}${words ? ` · ${words}` : ''}`, tone: after === 'refused' ? 'refused' : after === 'doubtful' ? 'wait' : 'confirmed' }))}
      />
    </FormCard>
  )
}

function ProposeFoot({ changed, note, setNote, trial, busy, tryOut, propose }: Props) {
  return (
    <View className="ui-foot-action ui-stack">
      {trial === null ? (
        <Button id="try-rulebook" label={`改了 ${changed.length} 项，先拿最近的招工试试`} busy={busy === 'trial'} busyLabel="正在试…" onTap={() => void tryOut()} />
      ) : (
        <>
          <TextField id="rulebook-note" label="为什么改" value={note} maxLength={100} onChange={setNote} />
          <Button id="propose-rulebook" label="提交，请另一位同事确认" busy={busy === 'propose'} disabled={note.trim().length < 2} onTap={() => void propose()} />
        </>
      )}
    </View>
  )
}
