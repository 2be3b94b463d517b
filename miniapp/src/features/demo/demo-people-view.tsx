import { Text, View } from '@tarojs/components'
import type { DemoPerson } from '@market/shared/demo/demo.contract'
import type { Part } from '@market/shared/endpoint'
import { spoken } from '../../platform/spoken'
import { CardLink } from '../../ui/card'
import { Fold } from '../../ui/fold'
import { Pictogram } from '../../ui/pictogram'
import type { PictogramName } from '../../ui/pictograms'
import { Tag } from '../../ui/tag'

const roles: readonly { role: Part; words: string; pictogram: PictogramName }[] = [
  { role: 'worker', words: '找活的工人', pictogram: 'carry' },
  { role: 'employer', words: '招工的雇主', pictogram: 'people' },
  { role: 'staff', words: '市场工作人员', pictogram: 'shield' },
  { role: 'manager', words: '管市场的人', pictogram: 'chart' },
]

/** Of each role; the others are one tap away. */
const shownFirst = 2

function DemoPersonCard({ id, name, about, pictogram, onTap }: { id: string; name: string; about: string; pictogram: PictogramName; onTap: () => void }) {
  return (
    <CardLink id={id} label={`演示：用${name}的身份进入，${about}`} onTap={onTap}>
      <View className="ui-row-link">
        <View className="ui-pictogram-frame">
          <Pictogram name={pictogram} />
        </View>
        <View className="ui-row-link-words">
          <Text className="ui-heading">{name}</Text>
          <View className="ui-soft">{about}</View>
        </View>
        <Tag>演示</Tag>
      </View>
    </CardLink>
  )
}

type Props = { people: readonly DemoPerson[]; onPerson: (person: DemoPerson) => void; onNewcomer: () => void }

/** One tap to be somebody: a newcomer, or one of the demo people of each role. */
export function DemoPeopleView({ people, onPerson, onNewcomer }: Props) {
  return (
    <>
      <DemoPersonCard id="demo-new" name="我是新来的" about="第一次用，从登记走起" pictogram="me" onTap={onNewcomer} />
      {roles.map(({ role, words, pictogram }) => {
        const members = people.filter((person) => person.role === role)
        if (members.length === 0) return null
        const cards = (some: readonly DemoPerson[], before: number) =>
          some.map((person, index) => (
            <DemoPersonCard
              key={person.personId}
              id={`demo-${role}-${before + index + 1}`}
              name={person.nameMasked}
              about={person.about}
              pictogram={pictogram}
              onTap={() => onPerson(person)}
            />
          ))
        return (
          <View key={role} className="ui-stack">
            <View className="ui-section" {...spoken({ role: 'heading' })}>
              {words}
            </View>
            {cards(members.slice(0, shownFirst), 0)}
            {members.length > shownFirst && (
              <Fold id={`demo-${role}-more`} show="还有别人" hide="收起">
                <View className="ui-stack">{cards(members.slice(shownFirst), shownFirst)}</View>
              </Fold>
            )}
          </View>
        )
      })}
    </>
  )
}
