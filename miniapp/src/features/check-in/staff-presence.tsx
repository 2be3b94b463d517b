import { View } from '@tarojs/components'
import type { PresentPerson } from '@market/shared/check-in/presence.contract'
import { tradeName, trades } from '@market/shared/words/lists'
import { staffPaths } from '../../staff/paths'
import { Button } from '../../ui/button'
import { Card, CardHead, StateCard } from '../../ui/card'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { ListPicker } from '../../ui/fields'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { NumberField } from '../../ui/number-field'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Phrases } from '../../ui/phrases'
import { ReadOn } from '../../ui/read-on'
import { useNow } from '../../ui/use-now'
import { aheadWords, capacityWords, presentNow, skillsOf, surnameOf, waitedWords } from './presence.text'
import type { StaffPresence as Presence } from './use-staff-presence'
import './staff-presence.scss'

const everyTrade = '全部工种'
const choices = [everyTrade, ...trades.map(({ code }) => tradeName(code))]

/** 在场: who is in the market now, who has waited longest first; found by number or trade. */
export function StaffPresence({ list, number, setNumber, trade, setTrade, asking, ask, busyWith, problem, noteLeft, noteSeen }: Presence) {
  const now = useNow()
  const people = list.pages.flatMap((page) => page.people)
  const { value } = list.first
  const full = value === null ? null : capacityWords(value.total, value.safeCapacity)
  return (
    <Page
      id="staff-presence"
      title={value ? `在场 · ${value.marketName}` : '在场'}
      backTo={staffPaths.duty}
      dataAt={list.first.at}
      overlay={asking && (
        <ConfirmSheet
          id="note-left"
          title={`${asking.number} 号 ${asking.nameMasked} 离开了？`}
          words="会告诉本人。还在的话，再扫一次门口的码就回来，号不变。"
          confirmLabel="离开了"
          onConfirm={() => void noteLeft(asking)}
          onClose={() => ask(null)}
        />
      )}
    >
      {problem && <Notice id="presence-problem" tone="refused">{problem.message}</Notice>}
      <Card>
        <NumberField id="presence-number" label="按号找人" value={number} onChange={setNumber} placeholder="工人报的号" />
        <ListPicker id="presence-trade" label="工种" words={choices} chosen={trade === null ? 0 : trades.findIndex(({ code }) => code === trade) + 1} onChoose={(index) => setTrade(index === 0 ? null : trades[index - 1]?.code ?? null)} />
      </Card>
      <Loaded reading={list.first}>
        {(first) => (
          <>
            <StateCard id="presence-state" now={presentNow({ people: first.total })} next={full ?? '等得最久的在最上面'} pictogram="people" />
            {people.length === 0 && <EmptyState id="presence-empty" pictogram="people" title="没有找到" words="换个号或工种看看；人走了就不在这里了。" />}
            {people.map((person) => (
              <PersonCard key={person.personId} person={person} now={now} busy={busyWith === person.personId} onLeft={() => ask(person)} onSeen={() => void noteSeen(person)} />
            ))}
            <ReadOn id="more-present" label="再看后面的" more={list.more} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function PersonCard({ person, now, busy, onLeft, onSeen }: { person: PresentPerson; now: number; busy: boolean; onLeft: () => void; onSeen: () => void }) {
  const ahead = aheadWords(person, now)
  return (
    <Card id={`present-${person.personId}`} tight>
      <View className="presence-head">
        <View className="presence-mark">{surnameOf(person.nameMasked)}</View>
        <CardHead title={`${person.number} 号 · ${person.nameMasked}`} under={skillsOf(person)} />
      </View>
      <View>{waitedWords(person, now)}</View>
      {ahead && (
        <View className="ui-soft">
          <Phrases parts={ahead} between=" · " />
        </View>
      )}
      {person.assurance === 'low' && <Button id={`seen-${person.personId}`} label="看到人了" kind="secondary" small pictogram="people" busy={busy} onTap={onSeen} />}
      <Button id={`left-${person.personId}`} label="离开了" kind="quiet" small pictogram="leave" busy={busy} onTap={onLeft} />
    </Card>
  )
}
