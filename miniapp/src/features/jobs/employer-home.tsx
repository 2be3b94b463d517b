import { View } from '@tarojs/components'
import { employerPaths } from '../../employer/paths'
import { open, startAt } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { Button } from '../../ui/button'
import { StateCard } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { useNow } from '../../ui/use-now'
import { useMissingForPosting, VerifyLine } from '../identity/verify-first'
import { EmployerPresence } from '../markets/employer-presence'
import { useSession } from '../session/session.store'
import { Tabs } from '../session/tabs'
import type { EmployerHomeReadings } from './use-employer-home'
import { EmployerJobCard } from './employer-job-card'
import { sortJobs } from './employer-jobs.text'

const openJob = (jobId: string): void => void open(employerPaths.job, { jobId })

/** 招工: who is at the gate, one large button to hire, and what waits for the employer. */
export function EmployerHome({ jobs, market, presence, people }: EmployerHomeReadings) {
  const missing = useMissingForPosting()
  const now = useNow()
  const mine = jobs.value?.jobs ?? []
  const { waiting, open: hiring } = sortJobs(mine)
  return (
    <Page
      id="employer-home"
      title={market?.name ?? '招工'}
      typeSwitch
      dataAt={jobs.at}
      foot={<Tabs part="employer" current="hire" />}
    >
      {market === null && <StateCard id="no-market" now="到市场门口扫一扫" next="看看门口有多少人，当场就能发布" pictogram="scan" />}
      {market !== null && presence.value && <EmployerPresence presence={presence.value} />}
      {missing !== null && <VerifyLine missing={missing} />}
      <Hire marketId={market?.id ?? null} hasPosted={mine.length > 0} />
      <BulkLink />
      <Loaded reading={jobs}>
        {() => (
          <>
            {mine.length === 0 && <EmptyState id="no-jobs" pictogram="post" title="还没有发布过" words="发布以后，这里能看到有几个人报名、签约、到岗。" />}
            {waiting.length > 0 && <Heading>轮到您了</Heading>}
            {waiting.map((one) => (
              <EmployerJobCard key={one.job.id} mine={one} people={people.get(one.job.id) ?? null} now={now} onOpen={openJob} />
            ))}
            {hiring.length > 0 && <Heading>正在招</Heading>}
            {hiring.map((one) => (
              <EmployerJobCard key={one.job.id} mine={one} people={null} now={now} onOpen={openJob} />
            ))}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Hire({ marketId, hasPosted }: { marketId: string | null; hasPosted: boolean }) {
  if (marketId === null) return <Button id="scan-gate" label="扫门口的码" pictogram="scan" onTap={() => void startAt(employerPaths.scan)} />
  const post = (again: boolean): void => void open(employerPaths.post, again ? { marketId, again: '1' } : { marketId })
  return hasPosted ? (
    <>
      <Button id="post-again" label="再招一批 · 用上次的" pictogram="retry" onTap={() => post(true)} />
      <Button id="post" label="招别的" kind="secondary" small pictogram="post" onTap={() => post(false)} />
    </>
  ) : (
    <Button id="post" label="发布招工" pictogram="post" onTap={() => post(false)} />
  )
}

/** A household hires one at a time; who hires by the list has a list. */
function BulkLink() {
  const kind = useSession(({ me }) => me?.employer?.kind ?? 'household')
  if (kind === 'household') return null
  return <Button id="go-import" label="批量导入一张表" kind="quiet" small pictogram="paper" onTap={() => void open(employerPaths.import)} />
}

function Heading({ children }: { children: string }) {
  return (
    <View className="ui-section" {...spoken({ role: 'heading' })}>
      {children}
    </View>
  )
}
