import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { JobCard as Job } from '@market/shared/jobs/jobs.contract'
import { payUnitWords } from '@market/shared/words/lists'
import { distance, yuan } from '@market/shared/words/show'
import type { MapArea, Place } from '../../platform/location'
import { MapView } from '../../platform/map-view'
import { spoken } from '../../platform/spoken'
import { classNames } from '../../ui/class-names'
import { Tap } from '../../ui/tap'
import { OpenJobCard } from './open-jobs-view'
import { layOut, type JobMap, type MapGroup } from './map-layout'
import './jobs-map.scss'

/** What stands at a marker: the pay of one job, or how many there are. */
const markerWords = ({ jobs }: MapGroup): string => {
  const [first] = jobs
  return jobs.length === 1 && first ? `${yuan(first.payFen)}元/${payUnitWords[first.payUnit]}` : `${jobs.length} 个活`
}

const marketWords = ({ jobs }: MapGroup): string => {
  const names = [...new Set(jobs.map(({ market }) => market.name))]
  return names.length === 1 ? names[0] ?? '' : `${names[0]}等 ${names.length} 处`
}

/** The open jobs read so far on a map around `middle`; the card of what is tapped stands below it. `here`: the person is in the middle. */
export function JobsMap({ jobs, middle, here, now, onArea }: { jobs: readonly Job[]; middle: Place; here: boolean; now: number; onArea: (area: MapArea) => void }) {
  const [opened, setOpened] = useState<string | null>(null)
  const map = layOut(jobs, middle)
  const group = map.groups.find(({ id }) => id === opened) ?? map.groups[0]
  return (
    <>
      <MapView
        id="jobs-map"
        className="jobs-map"
        middle={middle}
        showMe={here}
        markers={map.groups.map((one) => ({ id: one.id, place: one.jobs[0] ?? middle, words: markerWords(one) }))}
        onMarker={setOpened}
        onArea={onArea}
      >
        <RingMap map={map} mine={here} opened={group?.id ?? null} onOpen={setOpened} />
      </MapView>
      {group && (
        <View id="map-group" className="ui-stack">
          <View className="ui-section" {...spoken({ role: 'heading' })}>
            {`${marketWords(group)} · ${group.jobs.length} 个活`}
          </View>
          {group.jobs.map((job) => <OpenJobCard key={job.id} job={job} now={now} />)}
        </View>
      )}
    </>
  )
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`

function RingMap({ map, mine, opened, onOpen }: { map: JobMap; mine: boolean; opened: string | null; onOpen: (id: string) => void }) {
  return (
    <View id="jobs-map" className="jobs-map">
      {map.rings.map(({ metres, share }) => (
        <View key={metres} className="jobs-map-ring" style={{ width: percent(share), height: percent(share), left: percent((1 - share) / 2), top: percent((1 - share) / 2) }} />
      ))}
      {map.rings.map(({ metres, words }) => words && (
        <View key={metres} className="jobs-map-ring-words" style={{ left: percent(words.x), top: percent(words.y) }}>{distance(metres)}</View>
      ))}
      <View className="jobs-map-north">↑ 北</View>
      <View className={classNames('jobs-map-middle', mine && 'jobs-map-me')}>{mine ? '我' : ''}</View>
      {map.groups.map((group) => (
        <Tap
          key={group.id}
          id={`marker-${group.id}`}
          className={classNames('ui-tap jobs-map-marker', group.id === opened && 'jobs-map-marker-here')}
          style={{ left: percent(group.x), top: percent(group.y) }}
          label={`${marketWords(group)}，${markerWords(group)}${group.id === opened ? '，正在看' : ''}`}
          onTap={() => onOpen(group.id)}
        >
          <Text>{markerWords(group)}</Text>
        </Tap>
      ))}
    </View>
  )
}
