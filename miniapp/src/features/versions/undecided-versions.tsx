import { View } from '@tarojs/components'
import type { VersionInfo } from '@market/shared/versions/versions.contract'
import { isPlanned, isProposed } from '@market/shared/versions/versions.rules'
import { moment } from '@market/shared/words/show'
import { useState, type ReactNode } from 'react'
import { Button, ButtonRow } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { Tag } from '../../ui/tag'
import { versionWords } from './versions.text'

type Decide = {
  now: number
  /** A decision is on its way. */
  deciding: boolean
  confirm: (version: number) => Promise<void>
  drop: (version: number) => Promise<void>
}
type Props = Decide & {
  all: readonly VersionInfo[]
  /** What a version would change, read when somebody asks for it; it says when it is there to be seen. */
  changes: (version: number, onSeen: () => void) => ReactNode
}

/** What waits for a second officer, and what was confirmed for a later day. */
export function UndecidedVersions({ all, changes, ...decide }: Props) {
  return (
    <>
      {all.filter(isProposed).map((one) => <ProposedCard key={one.version} one={one} changes={changes} {...decide} />)}
      {all.filter((one) => isPlanned(one, decide.now)).map((one) => <PlannedCard key={one.version} one={one} {...decide} />)}
    </>
  )
}

/** Until its day no other version is confirmed, so there is a way to let it go. */
function PlannedCard({ one, now, deciding, drop }: Decide & { one: VersionInfo }) {
  return (
    <Card id={`planned-${one.version}`}>
      <CardHead title={versionWords.planned(one.version, moment(one.effectiveFrom ?? now, now))} under={one.note} beside={<Tag tone="wait">{versionWords.notYet}</Tag>} />
      <View className="ui-soft">{versionWords.othersWait}</View>
      <DropButton version={one.version} deciding={deciding} drop={drop} />
    </Card>
  )
}

function ProposedCard({ one, now, deciding, confirm, drop, changes }: Decide & Pick<Props, 'changes'> & { one: VersionInfo }) {
  const [asked, setAsked] = useState(false)
  const [seen, setSeen] = useState(false)
  return (
    <Card id={`proposed-${one.version}`}>
      <CardHead title={versionWords.proposed(one.version)} under={`${moment(one.proposedAt, now)} · ${one.note}`} beside={<Tag tone="wait">{versionWords.notYet}</Tag>} />
      {asked ? changes(one.version, () => setSeen(true)) : <Button id={`read-${one.version}`} label={versionWords.read} kind="secondary" small onTap={() => setAsked(true)} />}
      {one.mine && <View className="ui-soft">{versionWords.yours}</View>}
      <ButtonRow>
        <DropButton version={one.version} deciding={deciding} drop={drop} />
        {/* Nobody puts in force what they have not seen. */}
        {!one.mine && <Button id={`confirm-${one.version}`} label={versionWords.confirm} small disabled={deciding || !seen} onTap={() => void confirm(one.version)} />}
      </ButtonRow>
    </Card>
  )
}

const DropButton = ({ version, deciding, drop }: Pick<Decide, 'deciding' | 'drop'> & { version: number }) => (
  <Button id={`drop-${version}`} label={versionWords.drop} kind="secondary" small disabled={deciding} onTap={() => void drop(version)} />
)
