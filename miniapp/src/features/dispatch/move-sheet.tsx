import { View } from '@tarojs/components'
import type { Dispatch, DispatchJob, DispatchPerson } from '@market/shared/dispatch/dispatch.contract'
import { payUnitWords } from '@market/shared/words/lists'
import { yuan } from '@market/shared/words/show'
import { Button } from '../../ui/button'
import { Card, CardHead, CardLink, Why } from '../../ui/card'
import { Fold } from '../../ui/fold'
import { Notice } from '../../ui/notice'
import { Phrases } from '../../ui/phrases'
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

/** Another job for somebody, or none: first those with room, the others with why they cannot be. One tap moves them, and another moves them back. */
export function MoveSheet({ dispatch, person, busy, problem, onMove, onClose }: Props) {
  const now = useNow()
  const party = partyOf(dispatch, person)
  const here = dispatch.jobs.find(({ people }) => people.some(({ personId }) => personId === person.personId))
  const reasons = here?.people.find(({ personId }) => personId === person.personId)?.reasons ?? []
  const others = dispatch.jobs.filter((one) => one !== here).map((one) => ({ one, why: whyNot(one, party) }))
  const open = others.filter(({ why }) => why === null)
  const closed = others.filter(({ why }) => why !== null)
  return (
    <Sheet id="move-sheet" title={personName(person)} onClose={onClose} closeLabel="不换" stays="secondary">
      <View className="ui-soft">{personUnder(person, now)}</View>
      {person.crew && <View>{`${person.crew.name} ${party.length} 人一起换，不拆开`}</View>}
      {here && (
        <View id="placed-at" className="ui-stack">
          <View>{`现在派在：${here.job.title}`}</View>
          {reasons.length > 0 && <Why><Phrases parts={reasons} between=" · " /></Why>}
        </View>
      )}
      {problem && <Notice id="move-problem" tone="refused">{problem}</Notice>}
      {open.map(({ one }) => (
        <OpenJob key={one.job.id} one={one} now={now} busy={busy} onTap={() => onMove(one.job.id)} />
      ))}
      {open.length === 0 && <View className="ui-soft">别的活都没有空位了</View>}
      {closed.length > 0 && (
        <Fold id="closed-jobs" show={`看 ${closed.length} 个去不了的活`} hide="收起去不了的活">
          <View className="ui-stack">
            {closed.map(({ one, why }) => (
              <Card key={one.job.id} id={`not-to-${one.job.id}`} tight>
                <CardHead title={titleOf(one)} under={why ?? ''} />
              </Card>
            ))}
          </View>
        </Fold>
      )}
      {here && <Button id="take-off" label="这一轮先不派" kind="secondary" pictogram="leave" busy={busy} onTap={() => onMove(null)} />}
    </Sheet>
  )
}

const titleOf = ({ job }: DispatchJob): string => `${yuan(job.payFen)} 元/${payUnitWords[job.payUnit]} · ${job.title}`

function OpenJob({ one, now, busy, onTap }: { one: DispatchJob; now: number; busy: boolean; onTap: () => void }) {
  const { job } = one
  return (
    <CardLink id={`move-to-${job.id}`} label={`换到${job.title}`} onTap={() => (busy ? undefined : onTap())}>
      <CardHead title={titleOf(one)} under={[`还空 ${spareAt(one)} 个`, ...jobUnder(job, now)]} />
    </CardLink>
  )
}
