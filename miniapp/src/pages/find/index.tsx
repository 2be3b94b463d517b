import { useState } from 'react'
import { JobFilter, OpenJobList, type Order } from '../../features/jobs/open-jobs-view'
import { askWhereIAm, useWhereIAm } from '../../features/jobs/place.store'
import { useOpenJobs } from '../../features/jobs/use-open-jobs'
import { Tabs } from '../../features/session/tabs'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'

export default function FindPage() {
  const now = useNow()
  const [trade, setTrade] = useState<string | null>(null)
  const [order, setOrder] = useState<Order>('soonest')
  const { place, asked } = useWhereIAm()
  const { first, jobs, more } = useOpenJobs(trade, order === 'nearest' ? place : null)

  const choose = (chosen: Order): void => {
    setOrder(chosen)
    if (chosen === 'nearest' && !place) void askWhereIAm()
  }

  return (
    <Page id="find" title="找活" typeSwitch dataAt={first.at} foot={<Tabs part="worker" current="find" />}>
      <JobFilter
        trade={trade}
        order={order}
        asking={order === 'nearest' && asked === 'asking'}
        placeRefused={order === 'nearest' && asked === 'refused'}
        onTrade={setTrade}
        onOrder={choose}
      />
      <Loaded reading={first} cards={3}>
        {() => <OpenJobList jobs={jobs} more={more} now={now} filtered={trade !== null} onAll={() => setTrade(null)} />}
      </Loaded>
    </Page>
  )
}
