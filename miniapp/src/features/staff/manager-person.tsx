import { View } from '@tarojs/components'
import type { Me } from '@market/shared/session/session.contract'
import { workTime } from '@market/shared/words/show'
import { managerPaths } from '../../manager/paths'
import { open } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { Facts } from '../../ui/facts'
import { Loaded } from '../../ui/loaded'
import { MenuLine } from '../../ui/menu-line'
import { Notice } from '../../ui/notice'
import { FootAction, Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Tag } from '../../ui/tag'
import { TreeList } from '../../ui/tree-list'
import { useNow } from '../../ui/use-now'
import { having } from '../me/places'
import { GrantCard } from './grant-card'
import { GrantSheets } from './grant-sheets'
import { resultTones, trainingResultWords, trainingWords, workFacts } from './staff.text'
import { TrainingSheet } from './training-sheet'
import type { ManagerPerson as Person } from './use-manager-person'

/** One colleague: what they did, what they may do, what they have learned. */
export function ManagerPerson({ me, member, moves, training }: Person & { me: Me }) {
  const now = useNow(60_000)
  const mayRecord = having('manager', 'officer')(me) && (member.value?.mayRecord ?? false)
  return (
    <Page
      id="manager-person"
      title="人员"
      backTo={managerPaths.home}
      dataAt={member.at}
      foot={
        mayRecord && (
          <FootAction>
            <Button id="record-training" label="记一次培训" pictogram="book" onTap={() => training.open(true)} />
          </FootAction>
        )
      }
      overlay={training.isOpen ? <TrainingSheet training={training} /> : <GrantSheets moves={moves} personId={me.personId} now={now} />}
    >
      <Loaded reading={member}>
        {(shown) => (
          <>
            <Card id="person">
              <CardHead big title={shown.person.nameMasked} pictogram="me" under={shown.phoneMasked ?? '没有留手机号'} />
              <View className="ui-soft">{`近 ${shown.days} 天`}</View>
              <Facts facts={workFacts(shown)} />
            </Card>
            <MenuLine id="to-acts" label="看留痕" under="看了什么、改了什么、为什么" pictogram="eye" onTap={() => void open(managerPaths.audit, { actorId: shown.person.personId })} />
            <Heading>权限</Heading>
            {moves.problem && <Notice id="grants-problem" tone="refused">{moves.problem.message}</Notice>}
            {shown.grants.map((grant) => (
              <GrantCard key={grant.id} grant={grant} personId={me.personId} now={now} busy={moves.busy} onAsk={moves.ask} />
            ))}
            <Heading>{shown.trainings.length === 0 ? '培训' : `培训 · 一共 ${workTime(shown.trainingMinutes)}`}</Heading>
            {shown.trainings.length === 0 ? (
              <EmptyState id="no-trainings" pictogram="book" title="还没有培训记录" words="培训、练兵、考核办完了，就在这里记一笔。" />
            ) : (
              <TreeList
                id="trainings"
                rows={shown.trainings.map((one) => ({
                  id: one.id,
                  label: one.title,
                  under: trainingWords(one),
                  still: true,
                  ...(one.result === null ? {} : { beside: <Tag tone={resultTones[one.result]}>{trainingResultWords[one.result]}</Tag> }),
                }))}
                onOpen={() => undefined}
              />
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Heading({ children }: { children: string }) {
  return (
    <View className="ui-section" {...spoken({ role: 'heading' })}>
      {children}
    </View>
  )
}
