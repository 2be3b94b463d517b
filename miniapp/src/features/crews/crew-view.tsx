import { Text, View } from '@tarojs/components'
import type { Crew, CrewMember } from '@market/shared/crews/crews.contract'
import { sizeWords } from '@market/shared/crews/crews.rules'
import { spoken } from '../../platform/spoken'
import { Button } from '../../ui/button'
import { Card, CardHead, StateCard } from '../../ui/card'
import { TextField } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { QrCode } from '../../ui/qr-code'
import { Tag } from '../../ui/tag'
import { leaderNext, memberRules, roleWords, workTags } from './crews.text'
import type { MyCrew } from './use-crew'

/** The leader's crew: its code, and who is ready to go. */
export function LeaderCrewView({ crew, onClose }: { crew: Crew; onClose: () => void }) {
  return (
    <>
      <StateCard id="crew-state" now={`${crew.name} · ${sizeWords(crew.size)}`} next={leaderNext(crew)} pictogram="people" />
      {crew.code && (
        <Card id="crew-code-card">
          <View className="ui-pass">
            <View className="ui-soft">让工友用微信扫，自己登记、自己进来</View>
            <QrCode id="crew-code" text={crew.code} label={`${crew.name}的码，给工友扫`} />
            <View className="ui-pass-name">{crew.name}</View>
          </View>
        </Card>
      )}
      <View className="ui-section" {...spoken({ role: 'heading' })}>
        {`班里的人 · ${crew.size} 人`}
      </View>
      <Members members={crew.members} />
      <Button id="crew-close" label="解散班组" kind="quiet" small onTap={onClose} />
    </>
  )
}

/** A member's crew: whom they follow, what that means, and the way out. */
export function MemberCrewView({ crew, onLeave }: { crew: Crew; onLeave: () => void }) {
  return (
    <>
      <StateCard id="crew-state" now={`您在${crew.name}`} next={`班长 ${crew.leaderMasked}，${sizeWords(crew.size)}`} pictogram="people" />
      <Members members={crew.members} />
      <CrewRules />
      <Button id="crew-leave" label="退出班组" kind="secondary" onTap={onLeave} />
    </>
  )
}

function Members({ members }: { members: readonly CrewMember[] }) {
  return (
    <>
      {members.map((member) => (
        <Card key={`${member.joinedAt}-${member.nameMasked}`} tight>
          <CardHead
            title={member.nameMasked}
            under={[roleWords(member), member.verified ? '已实名' : '没实名'].filter(Boolean).join(' · ')}
            beside={<Tag tone={workTags[member.work].tone}>{workTags[member.work].words}</Tag>}
          />
        </Card>
      ))}
    </>
  )
}

export const CrewRules = () => (
  <Card id="crew-rules">
    <View className="ui-stack">
      {memberRules.map((rule) => (
        <Text key={rule}>{rule}</Text>
      ))}
    </View>
  </Card>
)

/** No crew yet: make one, or scan a leader's code. */
export function NoCrewView({ name, nameError, changeName, onScan }: Pick<MyCrew, 'name' | 'nameError' | 'changeName'> & { onScan: () => void }) {
  return (
    <>
      <StateCard id="crew-state" now="您还没有班组" next="带人干活就建一个，跟人干活就扫班长的码" pictogram="people" />
      <Button id="crew-scan" label="扫班长的码，跟班" pictogram="scan" onTap={onScan} />
      <Card>
        <View className="ui-stack-wide">
          <CardHead title="我带班" under="一个码，工友自己扫进来，2 到 50 人" />
          <TextField id="crew-name" label="班组叫什么" placeholder="老张班" value={name} maxLength={24} error={nameError} onChange={changeName} />
        </View>
      </Card>
    </>
  )
}

export const CrewProblem = ({ words }: { words: string | null }) => words && <Notice id="crew-problem" tone="refused">{words}</Notice>
