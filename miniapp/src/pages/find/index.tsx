import { FilterSheet, FindBar } from '../../features/jobs/find-bar'
import { JobsMap } from '../../features/jobs/jobs-map'
import { MapSize } from '../../features/jobs/map-size'
import { MoreJobs, NoJobs, OpenJobList } from '../../features/jobs/open-jobs-view'
import { useFind } from '../../features/jobs/use-find'
import { Tabs } from '../../features/session/tabs'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { Segmented } from '../../ui/segmented'
import { useNow } from '../../ui/use-now'

const views = [{ value: 'list', label: '列表' }, { value: 'map', label: '地图' }] as const

export default function FindPage() {
  const now = useNow()
  const find = useFind()
  const { first, jobs, more, place, middle, asked } = find
  const loosening = { filters: asked, onClear: find.clear, onClearAll: find.clearAll }
  return (
    <Page
      id="find"
      title="找活"
      typeSwitch
      dataAt={first.at}
      overlay={find.choosing && <FilterSheet filters={find.filters} change={find.change} onClose={find.chosen} onClearAll={find.clearAll} />}
      foot={<Tabs part="worker" current="find" />}
    >
      <FindBar
        filters={find.filters}
        holding={find.holding}
        asking={find.asking}
        placeRefused={find.placeRefused}
        onWords={find.type}
        onSearch={find.search}
        onOrder={find.sort}
        onClear={find.clear}
        onFilters={find.choose}
      />
      <Segmented id="view" segments={views} chosen={find.view} onChoose={find.show} />
      {find.view === 'map' && middle && (
        <>
          <MapSize middle={middle} onArea={find.lookAt} />
          <JobsMap jobs={find.onTheMap} middle={middle} here={place !== null} now={now} onArea={find.lookAt} />
        </>
      )}
      <Loaded reading={first} cards={3}>
        {() => {
          if (find.view === 'list') return <OpenJobList jobs={jobs} more={more} now={now} {...loosening} />
          return jobs.length === 0 ? <NoJobs onMap={middle !== null} {...loosening} /> : <MoreJobs more={more} />
        }}
      </Loaded>
    </Page>
  )
}
