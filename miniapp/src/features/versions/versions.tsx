import { View } from '@tarojs/components'
import type { VersionInfo, VersionList } from '@market/shared/versions/versions.contract'
import { isPlanned, isProposed } from '@market/shared/versions/versions.rules'
import { moment } from '@market/shared/words/show'
import { useState, type ReactNode } from 'react'
import type { Reading } from '../../client/use-read'
import { Button, ButtonRow } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Tag } from '../../ui/tag'
import { versionWords } from './versions.text'

/** What deciding takes; the pages of versions have it under these names. */
export type Deciding = {
  versions: Reading<VersionList>
  /** What is on its way; null while nothing is. */
  busy: string | null
  confirm: (version: number) => Promise<void>
  drop: (version: number) => Promise<void>
}
type OfOne = Pick<Deciding, 'busy' | 'confirm' | 'drop'> & { one: VersionInfo; now: number }
/** What a version would change, read when somebody asks for it; it says when it is there to be seen. */
type Changes = (version: number, onSeen: () => void) => ReactNode

/** What waits for a second officer, what was confirmed for a later day, and which version is in force, with what is to be said of it. */
export function Versions({ of: { versions, busy, confirm, drop }, now, changes, say }: { of: Deciding; now: number; changes: Changes; say: (inForce: number) => string }) {
  const decide = { busy, confirm, drop, now }
  return (
    <Loaded reading={versions}>
      {({ inForce, versions: all }) => (
        <>
          {all.filter(isProposed).map((one) => <ProposedCard key={one.version} one={one} changes={changes} {...decide} />)}
          {all.filter((one) => isPlanned(one, now)).map((one) => <PlannedCard key={one.version} one={one} {...decide} />)}
          <Notice id="in-force">{say(inForce)}</Notice>
        </>
      )}
    </Loaded>
  )
}

/** Until its day no other version is confirmed, so there is a way to let it go. */
function PlannedCard({ one, now, busy, drop }: OfOne) {
  return (
    <Card id={`planned-${one.version}`}>
      <CardHead title={versionWords.planned(one.version, moment(one.effectiveFrom ?? now, now))} under={one.note} beside={<Tag tone="wait">{versionWords.notYet}</Tag>} />
      <View className="ui-soft">{versionWords.othersWait}</View>
      <DropButton version={one.version} busy={busy} drop={drop} />
    </Card>
  )
}

function ProposedCard({ one, now, busy, confirm, drop, changes }: OfOne & { changes: Changes }) {
  const [asked, setAsked] = useState(false)
  const [seen, setSeen] = useState(false)
  return (
    <Card id={`proposed-${one.version}`}>
      <CardHead title={versionWords.proposed(one.version)} under={`${moment(one.proposedAt, now)} · ${one.note}`} beside={<Tag tone="wait">{versionWords.notYet}</Tag>} />
      {asked ? changes(one.version, () => setSeen(true)) : <Button id={`read-${one.version}`} label={versionWords.read} kind="secondary" small onTap={() => setAsked(true)} />}
      {one.mine && <View className="ui-soft">{versionWords.yours}</View>}
      <ButtonRow>
        <DropButton version={one.version} busy={busy} drop={drop} />
        {/* Nobody puts in force what they have not seen. */}
        {!one.mine && <Button id={`confirm-${one.version}`} label={versionWords.confirm} small disabled={busy !== null || !seen} onTap={() => void confirm(one.version)} />}
      </ButtonRow>
    </Card>
  )
}

const DropButton = ({ version, busy, drop }: Pick<Deciding, 'busy' | 'drop'> & { version: number }) => (
  <Button id={`drop-${version}`} label={versionWords.drop} kind="secondary" small disabled={busy !== null} onTap={() => void drop(version)} />
)
