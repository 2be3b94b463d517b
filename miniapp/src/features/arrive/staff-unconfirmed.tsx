import { View } from '@tarojs/components'
import type { Unconfirmed } from '@market/shared/arrive/by-hand.contract'
import { usePages } from '../../client/use-pages'
import { staffPaths } from '../../staff/paths'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { Facts } from '../../ui/facts'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { ReadOn } from '../../ui/read-on'
import { Tag } from '../../ui/tag'
import { useNow } from '../../ui/use-now'
import { ByHandAnswer, ByHandSheet, useByHand } from './by-hand'
import { nobodyWords, unconfirmedFacts, unconfirmedWords } from './staff-unconfirmed.text'

type Person = Unconfirmed['people'][number]

/** 没到岗核实: whose hours are over and whom nobody scanned, and entering who did work. */
export function StaffUnconfirmed() {
  const now = useNow(60_000)
  const list = usePages('GET /api/duty/unconfirmed', {})
  const byHand = useByHand()
  const people = list.pages.flatMap((page) => page.people)
  return (
    <Page id="staff-unconfirmed" title="没到岗核实" backTo={staffPaths.duty} dataAt={list.first.at} overlay={<ByHandSheet {...byHand} when="afterHours" />}>
      <ByHandAnswer {...byHand} />
      <Loaded reading={list.first}>
        {() => (
          <>
            {people.length === 0 ? <EmptyState id="all-confirmed" pictogram="check" {...nobodyWords} /> : <View className="ui-soft">{unconfirmedWords}</View>}
            {people.map((person) => (
              <Missing key={person.applicationId} person={person} now={now} onByHand={() => byHand.ask({ ...person, number: null })} />
            ))}
            <ReadOn id="more-unconfirmed" label="再看几位" more={list.more} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Missing({ person, now, onByHand }: { person: Person; now: number; onByHand: () => void }) {
  const { applicationId, workerMasked, byHand } = person
  return (
    <Card id={`unconfirmed-${applicationId}`}>
      <CardHead title={workerMasked} pictogram="people" beside={<Tag tone={byHand ? 'wait' : 'plain'}>{byHand ? '等同事核对' : '没扫到'}</Tag>} />
      <Facts facts={unconfirmedFacts(person, now)} />
      {!byHand && <Button id={`by-hand-${applicationId}`} label="干了活，补报到岗" kind="secondary" pictogram="edit" onTap={onByHand} />}
    </Card>
  )
}
