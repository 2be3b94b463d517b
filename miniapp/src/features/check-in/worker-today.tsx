import type { CheckIn } from '@market/shared/check-in/check-in.contract'
import type { ReactNode } from 'react'
import { ownThingsMs, useKeptFresh } from '../../client/use-kept-fresh'
import { useRead, type Reading } from '../../client/use-read'
import { Loaded } from '../../ui/loaded'
import { useNow } from '../../ui/use-now'
import { useApplications } from '../apply/use-applications'
import { VerifyReminder } from '../identity/verify-first'
import { InboxLine } from '../inbox/inbox-line'
import { useInbox } from '../inbox/use-inbox'
import { MarketLine } from '../markets/market-line'
import type { Match } from '@market/shared/match/match.contract'
import { TellMe } from '../push/tell-me'
import { foremostOf, jobsUnderWay } from './standing'
import { TransferNews, TransferWay } from '../transfer/transfer-line'
import { LeaveMarket } from './leave-market'
import { FittingJobs, JobsUnderWay, WorkerStanding } from './worker-today-view'

type Props = {
  checkIn: Reading<{ checkIn: CheckIn | null }>
  matches: Reading<{ matches: Match[] }>
  /** The answer to the last scan, right under where one stands. */
  news: ReactNode
  /** The scan button. */
  children: ReactNode
}

/** A registered worker's morning: where I stand, my jobs, scan, jobs that fit. */
export function WorkerToday({ checkIn, matches, news, children }: Props) {
  const now = useNow()
  const applications = useApplications()
  const inbox = useInbox()
  const transfer = useRead('GET /api/transfers/current', {})
  useKeptFresh(inbox, ownThingsMs)
  useKeptFresh(transfer, ownThingsMs)
  const here = checkIn.value?.checkIn ?? null
  const mine = jobsUnderWay(applications.value?.applications ?? [])
  const current = foremostOf(mine)
  const moving = transfer.value?.moving ?? null
  return (
    <>
      <Loaded reading={checkIn} cards={1}>
        {(today) => <WorkerStanding checkIn={today.checkIn} matches={matches.value?.matches ?? null} current={current} moving={moving} now={now} />}
      </Loaded>
      {news}
      <TransferNews current={transfer.value} saidAbove={current === null} />
      <JobsUnderWay applications={mine} now={now} />
      {children}
      <VerifyReminder now={now} />
      <InboxLine unread={inbox.value?.unread ?? 0} />
      {here === null && <MarketLine here={null} />}
      <Loaded reading={matches}>{({ matches: found }) => <FittingJobs matches={found} now={now} />}</Loaded>
      <TransferWay current={transfer.value} here={here} />
      <TellMe />
      {here !== null && <MarketLine here={here} />}
      {here?.leftAt === null && <LeaveMarket />}
    </>
  )
}
