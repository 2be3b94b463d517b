import { useState } from 'react'
import { JobsMap } from '../../features/jobs/jobs-map'
import { JobFilter, MoreJobs, OpenJobList, type Order } from '../../features/jobs/open-jobs-view'
import { askWhereIAm, useWhereIAm } from '../../features/jobs/place.store'
import { useOpenJobs } from '../../features/jobs/use-open-jobs'
import { Tabs } from '../../features/session/tabs'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { Segmented } from '../../ui/segmented'
import { useNow } from '../../ui/use-now'

const views = [{ value: 'list', label: '列表' }, { value: 'map', label: '地图' }] as const

export default function FindPage() {
  const now = useNow()
  const [trade, setTrade] = useState<string | null>(null)
  const [order, setOrder] = useState<Order>('soonest')
  const [view, setView] = useState<'list' | 'map'>('list')
  const { place, asked } = useWhereIAm()
  const { first, jobs, more } = useOpenJobs(trade, order === 'nearest' || view === 'map' ? place : null, view === 'map')

  const choose = (chosen: Order): void => {
    setOrder(chosen)
    if (chosen === 'nearest' && !place) void askWhereIAm()
  }

  const show = (chosen: 'list' | 'map'): void => {
    setView(chosen)
    if (chosen === 'map' && !place) void askWhereIAm()
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
      <Segmented id="view" segments={views} chosen={view} onChoose={show} />
      <Loaded reading={first} cards={3}>
        {() =>
          view === 'map' && jobs.length > 0 ? (
            <>
              <JobsMap jobs={jobs} place={place} now={now} />
              <MoreJobs more={more} />
            </>
          ) : (
            <OpenJobList jobs={jobs} more={more} now={now} filtered={trade !== null} onAll={() => setTrade(null)} />
          )
        }
      </Loaded>
    </Page>
  )
}
