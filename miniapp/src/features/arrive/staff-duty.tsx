import { Text, View } from '@tarojs/components'
import type { Duty } from '@market/shared/arrive/arrive.contract'
import { moment } from '@market/shared/words/show'
import { clockTime } from '@market/shared/words/time'
import { useEffect, useState } from 'react'
import { useRead, type Reading } from '../../client/use-read'
import { open } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { useInFront } from '../../platform/use-in-front'
import { staffPaths } from '../../staff/paths'
import { Button } from '../../ui/button'
import { Card, StateCard } from '../../ui/card'
import { NumberField } from '../../ui/number-field'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Tag } from '../../ui/tag'
import { useNow } from '../../ui/use-now'
import { Tabs } from '../session/tabs'
import { ByHandAnswer, ByHandSheet, useByHand } from './by-hand'
import { expectedWords, mayEnter, rosterWords, sortExpected, withNumber, type ExpectedPerson } from './staff-duty.text'
import { UnreportedScans } from './unreported'
import { useRosterTime, useUnreported } from './use-scan-keeping'
import './staff-arrive.scss'

const lookAgainMs = 20_000

/** The day at the staff member's market, read again while it is in front. */
export function useDuty(): Reading<Duty> {
  const duty = useRead('GET /api/duty', {})
  const inFront = useInFront()
  const { reload } = duty
  useEffect(() => {
    const timer = setInterval(() => {
      if (inFront()) void reload()
    }, lookAgainMs)
    return () => clearInterval(timer)
  }, [reload, inFront])
  return duty
}

/** 值班: how many have come, the one large button to scan, and who is expected. */
export function StaffDuty({ duty }: { duty: Reading<Duty> }) {
  const [typed, setTyped] = useState('')
  const now = useNow()
  const unreported = useUnreported()
  const rosterTime = useRosterTime()
  const byHand = useByHand()
  return (
    <Page id="staff-duty" title={duty.value ? `值班 · ${duty.value.market.name}` : '值班'} typeSwitch dataAt={duty.at} foot={<Tabs part="staff" current="duty" />} overlay={<ByHandSheet {...byHand} when="atGate" />}>
      <UnreportedScans unreported={unreported} />
      <ByHandAnswer {...byHand} />
      <Loaded reading={duty}>
        {(day) => (
          <>
            <StateCard id="duty-state" now={`今天到岗 ${day.arrived} 人`} next={expectedWords(day)} pictogram="people" />
            <Button id="scan-arrival" label="扫工作码" pictogram="scan" onTap={() => void open(staffPaths.scan)} />
            <View id="roster-time" className="ui-soft">{rosterWords(rosterTime)}</View>
            <Button id="go-dispatch" label="派工：谁去哪个活" kind="secondary" pictogram="people" onTap={() => void open(staffPaths.dispatch)} />
            <Button id="go-desk" label="服务台：登记、打小票" kind="secondary" pictogram="edit" onTap={() => void open(staffPaths.desk)} />
            <Button id="go-unconfirmed" label="收工了还没核到的人" kind="quiet" pictogram="find" onTap={() => void open(staffPaths.unconfirmed)} />
            {day.people.length === 0 ? (
              <EmptyState id="nobody-expected" pictogram="people" title="还没有要到岗的人" words="两边都签了协议，人就会出现在这里。" />
            ) : (
              <>
                <NumberField id="search-number" label="按号找人" value={typed} onChange={setTyped} placeholder="工人报的号" hint="手机没电、什么都没带的，按号找到人，点“人工报到岗”" />
                <People people={withNumber(day.people, typed)} now={now} onByHand={(person) => (mayEnter(person, typed) ? () => byHand.ask(person) : null)} />
              </>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** What enters somebody by hand; null where that is not offered. */
type OnByHand = (person: ExpectedPerson) => (() => void) | null

function People({ people, now, onByHand }: { people: readonly ExpectedPerson[]; now: number; onByHand: OnByHand }) {
  const { coming, here } = sortExpected(people)
  if (people.length === 0) return <EmptyState id="number-not-found" pictogram="find" title="今天没有这个号" words="请再问一遍号，或者看看是不是别的市场的。" />
  return (
    <>
      {coming.length > 0 && <Heading>{`还没到 · ${coming.length} 人`}</Heading>}
      {coming.map((person) => (
        <Person key={person.applicationId} person={person} now={now} onByHand={onByHand(person)} />
      ))}
      {here.length > 0 && <Heading>{`已到岗 · ${here.length} 人`}</Heading>}
      {here.map((person) => (
        <Person key={person.applicationId} person={person} now={now} onByHand={null} />
      ))}
    </>
  )
}

function Person({ person: { applicationId, workerMasked, number, jobTitle, address, startsAt, arrivedAt, byHand }, now, onByHand }: { person: ExpectedPerson; now: number; onByHand: (() => void) | null }) {
  return (
    <Card id={`expected-${applicationId}`} tight>
      <View className="staff-person">
        <View className="staff-number" {...spoken({ label: number === null ? '没有号' : `${number} 号` })}>
          <Text>{number === null ? '—' : String(number)}</Text>
        </View>
        <View className="staff-person-words">
          <View className="staff-person-head">
            <Text className="staff-person-name">{workerMasked}</Text>
            {arrivedAt === null ? <Tag tone="wait">{byHand ? '等同事确认' : '等到岗'}</Tag> : <Tag tone="confirmed">{`${clockTime(arrivedAt)} 到岗`}</Tag>}
          </View>
          <View>{`${jobTitle} · ${moment(startsAt, now)}`}</View>
          <View className="ui-soft">{address}</View>
        </View>
      </View>
      {onByHand && <Button id={`by-hand-${applicationId}`} label="人工报到岗" kind="secondary" pictogram="edit" onTap={onByHand} />}
    </Card>
  )
}

function Heading({ children }: { children: string }) {
  return (
    <View className="ui-section" {...spoken({ role: 'heading' })}>
      {children}
    </View>
  )
}
