import { View } from '@tarojs/components'
import type { Dispatch, DispatchJob, DispatchPerson } from '@market/shared/dispatch/dispatch.contract'
import { payUnitWords } from '@market/shared/words/lists'
import { yuan } from '@market/shared/words/show'
import { Button } from '../../ui/button'
import { Card, CardHead, CardLink, Why } from '../../ui/card'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import { useNow } from '../../ui/use-now'
import { jobUnder, partyOf, personName, personUnder, spareAt, whyNot } from './dispatch.text'

type Props = {
  dispatch: Dispatch
  person: DispatchPerson
  busy: boolean
  /** Why the last choice was refused. */
  problem: string | null
  /** null takes them off this round. */
  onMove: (jobId: string | null) => void
  onClose: () => void
}

/** Another job for somebody, or none: each with why it cannot be. One tap moves them, and another moves them back. */
export function MoveSheet({ dispatch, person, busy, problem, onMove, onClose }: Props) {
  const now = useNow()
  const party = partyOf(dispatch, person)
  const here = dispatch.jobs.find(({ people }) => people.some(({ personId }) => personId === person.personId))
  const reasons = here?.people.find(({ personId }) => personId === person.personId)?.reasons ?? []
  const others = dispatch.jobs.filter((one) => one !== here)
  return (
    <Sheet id="move-sheet" title={personName(person)} onClose={onClose} closeLabel="不换">
      <View className="ui-soft">{personUnder(person, now)}</View>
      {person.crew && <View>{`${person.crew.name} ${party.length} 人一起换，不拆开`}</View>}
      {here && (
        <View id="placed-at">
          <View>{`现在派在：${here.job.title}`}</View>
          {reasons.length > 0 && <Why>{reasons.join(' · ')}</Why>}
        </View>
      )}
      {problem && <Notice id="move-problem" tone="refused">{problem}</Notice>}
      {others.map((one) => (
        <Elsewhere key={one.job.id} one={one} why={whyNot(one, party)} now={now} busy={busy} onTap={() => onMove(one.job.id)} />
      ))}
      {here && <Button id="take-off" label="这一轮先不派" kind="secondary" pictogram="leave" busy={busy} onTap={() => onMove(null)} />}
    </Sheet>
  )
}

function Elsewhere({ one, why, now, busy, onTap }: { one: DispatchJob; why: string | null; now: number; busy: boolean; onTap: () => void }) {
  const { job } = one
  const title = `${yuan(job.payFen)} 元/${payUnitWords[job.payUnit]} · ${job.title}`
  if (why !== null) {
    return (
      <Card id={`not-to-${job.id}`} tight>
        <CardHead title={title} under={why} />
      </Card>
    )
  }
  return (
    <CardLink id={`move-to-${job.id}`} label={`换到${job.title}`} onTap={() => (busy ? undefined : onTap())}>
      <CardHead title={title} under={`${jobUnder(job, now)} · 还空 ${spareAt(one)} 个`} />
    </CardLink>
  )
}
