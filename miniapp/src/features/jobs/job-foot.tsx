import type { JobDetail } from '@market/shared/jobs/jobs.contract'
import { isForKnownOnly } from '@market/shared/jobs/hiring.rules'
import { holdsPlace, mayApplyAgain, stateWords } from '@market/shared/journey'
import { open, startAt } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { useNow } from '../../ui/use-now'
import { ApplyButton } from '../apply/apply-button'
import { fullWords, notYetWords, placeWords } from '../apply/place.text'

export type JobOffer =
  | { offer: 'apply'; label: string }
  /** Full: the worker may wait for a place. */
  | { offer: 'queue'; words: string }
  | { offer: 'progress'; applicationId: string; words: string }
  /** A place is held and waits for a yes or no. */
  | { offer: 'answer'; applicationId: string; words: string }
  /** Nothing to do with this one; why. */
  | { offer: 'others'; words: string }

/** The one thing a worker can do with a job now. */
export function jobOffer(job: JobDetail, now: number): JobOffer {
  if (job.mine) return { offer: 'others', words: '这是您自己发的活。' }
  const mine = job.myApplication
  if (mine && (holdsPlace(mine.state) || mine.state === 'queued')) {
    // How many are before them, and until when an answer is wanted, is said on the application's own page.
    const words = placeWords({ state: mine.state, queueAhead: null, offerUntil: null, lapsedFrom: null, job }, now)
    return { offer: mine.state === 'offered' ? 'answer' : 'progress', applicationId: mine.id, words: `${words.now}。${words.next}。` }
  }
  if (job.status !== 'open') return { offer: 'others', words: job.status === 'ended' ? '这个活已经开工，不再招人了。' : '这个活已经停止招人了。' }
  // Whoever stepped back themselves may come again; a refusal by the other side, or a cancellation, stands.
  if (mine && !mayApplyAgain(mine.state)) return { offer: 'others', words: `${stateWords[mine.state].worker.now}，不能再报这一个。` }
  if (isForKnownOnly(job, now) && !job.known) return { offer: 'others', words: notYetWords(job, now) }
  if (job.hiring === 'employer_chooses') return { offer: 'apply', label: '报名，等雇主来挑' }
  return job.filled >= job.headcount ? { offer: 'queue', words: fullWords(job) } : { offer: 'apply', label: '报名，我来干' }
}

export function JobFoot({ job, onRefused }: { job: JobDetail; onRefused: () => void }) {
  const now = useNow()
  const what = jobOffer(job, now)
  switch (what.offer) {
    case 'apply':
      return <ApplyButton id="apply" job={job} label={what.label} onJobPage onRefused={onRefused} />
    case 'queue':
      return (
        <>
          <Notice id="job-standing" tone="wait">{what.words}</Notice>
          <ApplyButton id="queue" job={job} label="排队等位子" onJobPage waits onRefused={onRefused} />
        </>
      )
    case 'progress':
      return (
        <>
          <Notice id="job-standing" tone="confirmed">{what.words}</Notice>
          <Button id="see-progress" label="看我的进度" onTap={() => void open(paths.application, { applicationId: what.applicationId })} />
        </>
      )
    case 'answer':
      return (
        <>
          <Notice id="job-standing" tone="wait">{what.words}</Notice>
          <Button id="see-progress" label="去答复" onTap={() => void open(paths.application, { applicationId: what.applicationId })} />
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
