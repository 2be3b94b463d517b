import { View } from '@tarojs/components'
import type { Application } from '@market/shared/apply/apply.contract'
import type { JobDetail } from '@market/shared/jobs/jobs.contract'
import { payUnitWords, settleTimeWords, tradeIcon } from '@market/shared/words/lists'
import { stretch } from '@market/shared/words/show'
import { employerPaths } from '../../employer/paths'
import { spoken } from '../../platform/spoken'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Pay } from '../../ui/pay'
import { useNow } from '../../ui/use-now'
import { countPeople, mayChoose, sortPeople, toSign } from '../apply/employer-person'
import { EmployerGonePeople, EmployerPersonCard, EmployerQueueOrder } from '../apply/employer-person-card'
import { PostingState } from '../supervision/posting-state'
import type { EmployerJobActs, EmployerJobReadings } from './use-employer-job'
import { EmployerFill } from './employer-job-card'
import { EmployerJobSheet } from './employer-job-sheet'
import { jobStateTag } from './employer-jobs.text'
import './employer-jobs.scss'

type Props = EmployerJobReadings & {
  acts: EmployerJobActs
  /** The page was opened by publishing. */
  justPosted: boolean
}

/** One job of an employer: how its places fill, and each person with the one next step. */
export function EmployerJob({ job, people, acts, justPosted }: Props) {
  const now = useNow()
  return (
    <Page
      id="employer-job"
      title={job.value?.title ?? '岗位'}
      backTo={employerPaths.home}
      dataAt={people.at}
      overlay={job.value && <EmployerJobSheet job={job.value} acts={acts} now={now} />}
    >
      {justPosted && job.value?.status === 'open' && <Notice id="posted" tone="confirmed">已发布。门口的人现在就能看到，有人报名会告诉您。</Notice>}
      <Loaded reading={job}>
        {(detail) => (
          <>
            <PostingState job={detail} now={now} />
            <JobHead job={detail} applications={people.value?.applications ?? []} now={now} onStop={() => acts.openSheet({ about: 'stop' })} />
            {acts.problem && !acts.sheet && <Notice id="act-problem" tone="refused">{acts.problem.message}</Notice>}
            <Loaded reading={people}>{({ applications }) => <People applications={applications} hiring={detail.status === 'open'} acts={acts} now={now} />}</Loaded>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function JobHead({ job, applications, now, onStop }: { job: JobDetail; applications: readonly Application[]; now: number; onStop: () => void }) {
  return (
    <Card id="job-head">
      <CardHead title={job.title} pictogram={tradeIcon(job.trade)} under={job.address} />
      <View className="employer-head-pay">
        <Pay fen={job.payFen} per={payUnitWords[job.payUnit]} rest={settleTimeWords[job.settleWhen]} />
        <View className="ui-soft">{stretch(job.startsAt, job.endsAt, now)}</View>
      </View>
      <EmployerFill fill={countPeople(applications, job.headcount)} state={jobStateTag(job, now)} />
      {job.status === 'open' && job.filled < job.headcount && (
        <View className="ui-card-action">
          <Button id="stop-recruiting" label="停止招人" kind="quiet" small onTap={onStop} />
        </View>
      )}
    </Card>
  )
}

function People({ applications, hiring, acts, now }: { applications: readonly Application[]; hiring: boolean; acts: EmployerJobActs; now: number }) {
  const { mine, others, queue, gone, unsigned, unasked } = sortPeople(applications)
  const waitForMySignature = toSign(applications)
  const card = (application: Application) => (
    <EmployerPersonCard key={application.id} application={application} now={now} busy={acts.busy} onNext={acts.onNext} onAside={acts.onAside} onCall={acts.onCall} />
  )
  if (applications.length === 0) {
    const words = hiring ? '在场的人手机上已经能看到。有人报名，这里会自己出来。' : '这个活已经不招人了。要再招，可以再发一条。'
    return <EmptyState id="no-people" pictogram="people" title={hiring ? '等人报名' : '没有人报名'} words={words} />
  }
  return (
    <>
      {mine.length > 0 && <Heading>{`轮到您了 · ${mine.length} 人`}</Heading>}
      {waitForMySignature.length > 1 && <Button id="sign-all" label={`一起签（${waitForMySignature.length} 份）`} pictogram="edit" onTap={acts.signAll} />}
      {mine.map(card)}
      {others.length > 0 && <Heading>{mine.length > 0 ? '其他人' : '报名的人'}</Heading>}
      {others.map(card)}
      {queue.length > 0 && <Heading>{queue.some(mayChoose) ? `等您来挑 · ${queue.length} 人` : `在排队 · ${queue.length} 人`}</Heading>}
      {queue.some(({ candidate }) => candidate?.fit) && <EmployerQueueOrder />}
      {queue.map(card)}
      {gone.length > 0 && <Heading>不来的</Heading>}
      {gone.length > 0 && <EmployerGonePeople applications={gone} />}
      {unsigned.length > 0 && <Heading>没签成的</Heading>}
      {unsigned.length > 0 && <EmployerGonePeople applications={unsigned} />}
      {unasked.length > 0 && <Heading>没轮到的</Heading>}
      {unasked.length > 0 && <EmployerGonePeople applications={unasked} />}
    </>
  )
}

function Heading({ children }: { children: string }) {
  return (
    <View className="ui-section" {...spoken({ role: 'heading' })}>
      {children}
    </View>
  )
}
