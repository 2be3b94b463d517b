import type { Application } from '@market/shared/apply/apply.contract'
import type { JobDetail } from '@market/shared/jobs/jobs.contract'
import type { SettleWay } from '@market/shared/words/lists'
import { useEffect, useRef, useState } from 'react'
import { outbox } from '../../client/market'
import type { ActCall, ArgsOf, Problem } from '../../client/outcome'
import { useRead, type Reading } from '../../client/use-read'
import { callPhone } from '../../platform/phone-call'
import { open } from '../../platform/navigation'
import { useInFront } from '../../platform/use-in-front'
import { employerPaths } from '../../employer/paths'
import { paths } from '../../pages/paths'
import type { AsideAct, NextAct } from '../apply/employer-person'
import { personTitle } from '../apply/employer-person.text'
import type { Proposal } from '../settle/employer-hours'

/** What lies over the page: a question about the job, or about one person on it. */
export type JobSheet =
  | { about: 'stop' }
  | { about: 'decline' | 'cancel' | 'finish' | 'hours' | 'payment'; application: Application }

export type EmployerJobActs = {
  sheet: JobSheet | null
  busy: boolean
  /** Why the last act was refused. */
  problem: Problem | null
  openSheet: (sheet: JobSheet | null) => void
  onNext: (act: NextAct, application: Application) => void
  onAside: (act: AsideAct, application: Application) => void
  onCall: (phone: string) => void
  /** Signs what waits for the employer, all at once. */
  signAll: () => void
  stopRecruiting: () => void
  stepBack: (reason: string) => void
  propose: (proposal: Proposal) => void
  paid: (how: SettleWay) => void
  finish: () => void
}

export type EmployerJobReadings = { job: Reading<JobDetail>; people: Reading<{ applications: Application[] }> }

/** People apply and sign while the page is being looked at. */
const lookAgainMs = 15_000

/** Asks again while the page is in front; a page nobody looks at costs nobody data. */
export function useEmployerJob(jobId: string): EmployerJobReadings {
  const job = useRead('GET /api/jobs/:jobId', { params: { jobId } })
  const people = useRead('GET /api/jobs/:jobId/applications', { params: { jobId } })
  const inFront = useInFront()
  const { reload } = people
  useEffect(() => {
    const timer = setInterval(() => {
      if (inFront()) void reload()
    }, lookAgainMs)
    return () => clearInterval(timer)
  }, [reload, inFront])
  return { job, people }
}

/** Everything an employer can do on the page of one job; one thing at a time. */
export function useEmployerJobActs(jobId: string): EmployerJobActs {
  const [sheet, setSheet] = useState<JobSheet | null>(null)
  const { busy, problem, run, forget } = useOneAct()

  const openSheet = (next: JobSheet | null): void => {
    forget()
    setSheet(next)
  }
  const closeWhenDone = async (done: Promise<boolean>): Promise<void> => {
    if (await done) setSheet(null)
  }
  const person = sheet && 'application' in sheet ? sheet.application : null

  /** What is done to the person on the open sheet. */
  const onPerson = (act: (applicationId: string, who: string) => Promise<boolean>): void => {
    if (person) void closeWhenDone(act(person.id, personTitle(person)))
  }

  const finish = (applicationId: string, who: string): Promise<boolean> =>
    run('POST /api/applications/:applicationId/finish', { params: { applicationId } }, `${who} 下工`)

  const onNext = (act: NextAct, application: Application): void => {
    const { id, agreement } = application
    switch (act) {
      case 'sign':
        if (agreement) void open(paths.agreement, { agreementId: agreement.id, side: 'employer' })
        return
      case 'choose':
        forget()
        void run('POST /api/applications/:applicationId/offer', { params: { applicationId: id } }, `给 ${personTitle(application)} 留位子`)
        return
      case 'finish':
        // The end of work cannot be taken back: before the agreed time it may be a slip of the finger.
        if (Date.now() < application.terms.endsAt) return openSheet({ about: 'finish', application })
        forget()
        void finish(id, personTitle(application))
        return
      case 'propose':
      case 'propose_again':
        return openSheet({ about: 'hours', application })
      case 'pay':
      case 'pay_again':
        return openSheet({ about: 'payment', application })
    }
  }

  return {
    sheet,
    busy,
    problem,
    openSheet,
    onNext,
    onAside: (act, application) => openSheet({ about: act === 'decline' || act === 'cancel' ? act : 'hours', application }),
    onCall: (phone) => void callPhone(phone),
    signAll: () => void open(employerPaths.sign, { jobId }),
    stopRecruiting: () => void closeWhenDone(run('POST /api/jobs/:jobId/close', { params: { jobId } }, '停止招人')),
    stepBack: (reason) =>
      onPerson((applicationId, who) =>
        sheet?.about === 'cancel'
          ? run('POST /api/applications/:applicationId/cancel', { params: { applicationId }, body: { reason } }, `取消 ${who}`)
          : run('POST /api/applications/:applicationId/decline', { params: { applicationId }, body: { reason } }, `不接受 ${who}`),
      ),
    propose: (proposal) =>
      onPerson((applicationId, who) => run('POST /api/applications/:applicationId/hours', { params: { applicationId }, body: proposal }, `${who} 的工时`)),
    finish: () => onPerson(finish),
    paid: (how) =>
      onPerson((applicationId, who) => run('POST /api/applications/:applicationId/payment', { params: { applicationId }, body: { how } }, `付给 ${who}`)),
  }
}

/** Several kinds of acts, one at a time: the page is busy with one, and says why the last was refused. */
function useOneAct() {
  const [state, setState] = useState<{ busy: boolean; problem: Problem | null }>({ busy: false, problem: null })
  const busy = useRef(false)
  const mounted = useRef(true)
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])
  const run = async <C extends ActCall>(name: C, args: ArgsOf<C>, label: string): Promise<boolean> => {
    if (busy.current) return false
    busy.current = true
    setState({ busy: true, problem: null })
    const outcome = await outbox.act(name, args, label)
    busy.current = false
    if (mounted.current) setState({ busy: false, problem: outcome.ok ? null : outcome.problem })
    return outcome.ok
  }
  const forget = (): void => setState((before) => ({ ...before, problem: null }))
  return { ...state, run, forget }
}
