import type { JobDetail } from '@market/shared/jobs/jobs.contract'
import { holdsPlace, stateWords } from '@market/shared/journey'
import { open, startAt } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { ApplyButton } from '../apply/apply-button'

export type JobOffer =
  | { offer: 'apply' }
  | { offer: 'progress'; applicationId: string; words: string }
  /** Nothing to do with this one; why. */
  | { offer: 'others'; words: string }

/** The one thing a worker can do with a job now. */
export function jobOffer(job: JobDetail): JobOffer {
  if (job.mine) return { offer: 'others', words: '这是您自己发的活。' }
  const mine = job.myApplication
  if (mine && holdsPlace(mine.state)) {
    const { now, next } = stateWords[mine.state].worker
    return { offer: 'progress', applicationId: mine.id, words: `${now}。${next}。` }
  }
  if (job.status !== 'open') return { offer: 'others', words: job.status === 'ended' ? '这个活已经开工，不再招人了。' : '这个活已经停止招人了。' }
  if (job.filled >= job.headcount) return { offer: 'others', words: '这个活招满了，看看别的吧。' }
  // Whoever stepped back themselves may come again; a refusal by the other side, or a cancellation, stands.
  if (mine && mine.state !== 'withdrawn') return { offer: 'others', words: `${stateWords[mine.state].worker.now}，不能再报这一个。` }
  return { offer: 'apply' }
}

export function JobFoot({ job, onRefused }: { job: JobDetail; onRefused: () => void }) {
  const what = jobOffer(job)
  switch (what.offer) {
    case 'apply':
      return <ApplyButton id="apply" job={job} label="报名，我来干" onJobPage onRefused={onRefused} />
    case 'progress':
      return (
        <>
          <Notice id="job-standing" tone="confirmed">{what.words}</Notice>
          <Button id="see-progress" label="看我的进度" onTap={() => void open(paths.application, { applicationId: what.applicationId })} />
        </>
      )
    case 'others':
      return (
        <>
          <Notice id="job-standing" tone="wait">{what.words}</Notice>
          <Button id="see-others" label="看别的活" kind="secondary" onTap={() => void startAt(paths.find)} />
        </>
      )
  }
}
