import { View } from '@tarojs/components'
import type { Me } from '@market/shared/session/session.contract'
import type { Roster } from '@market/shared/staff/staff.contract'
import type { Reading } from '../../client/use-read'
import { managerPaths } from '../../manager/paths'
import { open } from '../../platform/navigation'
import { BarRow } from '../../ui/bar-row'
import { Button } from '../../ui/button'
import { Card, StateCard } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { FootAction, Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Segmented } from '../../ui/segmented'
import { useNow } from '../../ui/use-now'
import { having } from '../me/places'
import { loadWords, memberWords, workCount } from './staff.text'

export type RosterDays = '7' | '30' | '90'
export type ManagerRoster = { roster: Reading<Roster>; days: RosterDays; choose: (days: RosterDays) => void }

/** 人员: are they enough, who works here, and how much each does. */
export function ManagerRoster({ me, roster, days, choose }: ManagerRoster & { me: Me }) {
  const now = useNow(60_000)
  const watches = having('manager', 'inspector', 'officer')(me)
  return (
    <Page
      id="manager-roster"
      title={roster.value ? `人员 · ${roster.value.marketName}` : '人员'}
      backTo={managerPaths.home}
      dataAt={roster.at}
      foot={
        having('manager', 'officer')(me) && (
          <FootAction>
            <Button id="propose" label="给人开权限" pictogram="me" onTap={() => void open(managerPaths.propose)} />
          </FootAction>
        )
      }
    >
      <Loaded reading={roster}>
        {(shown) => {
          const busiest = Math.max(1, ...shown.members.map(({ load }) => workCount(load)))
          return (
            <>
              <StateCard id="roster-load" {...loadWords(shown)} pictogram="people" />
              <Segmented id="roster-days" segments={[{ value: '7', label: '近 7 天' }, { value: '30', label: '近 30 天' }, { value: '90', label: '近 90 天' }]} chosen={days} onChoose={choose} />
              {shown.members.length === 0 ? (
                <EmptyState id="roster-empty" pictogram="people" title="这里还没有工作人员" words="点下面的“给人开权限”，再请另一位同事确认。" />
              ) : (
                <Card id="roster">
                  {shown.members.map((member) => (
                    <BarRow
                      key={`${member.person.personId}-${member.role}`}
                      id={`member-${member.person.personId}-${member.role}`}
                      label={member.person.nameMasked}
                      figure={`${workCount(member.load)} 件`}
                      count={workCount(member.load)}
                      whole={busiest}
                      note={memberWords(member, now)}
                      {...(watches ? { onTap: () => void open(managerPaths.person, { personId: member.person.personId }) } : {})}
                    />
                  ))}
                </Card>
              )}
              <View className="ui-soft">{`每天要几个人：${shown.load.standard}。看的是今天以前 ${shown.load.days} 天。`}</View>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
