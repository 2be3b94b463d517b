import { View } from '@tarojs/components'
import type { Grant } from '@market/shared/staff/staff.contract'
import { Button, ButtonRow } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { Tag } from '../../ui/tag'
import type { GrantAsk } from './use-grant-moves'
import { handsWords, rightWords, stateTags, termWords, waitsFor } from './staff.text'

type Props = { grant: Grant; personId: string; now: number; busy: boolean; onAsk: (ask: GrantAsk) => void; onOpen?: () => void }

/** One right: who, what, where, how long, through whose hands, and what I may do with it. */
export function GrantCard({ grant, personId, now, busy, onAsk, onOpen }: Props) {
  const { id, person, state, may } = grant
  const tag = stateTags[state]
  return (
    <Card id={`grant-${id}`}>
      <CardHead title={person.nameMasked} pictogram="me" under={rightWords(grant)} beside={<Tag tone={tag.tone}>{tag.words}</Tag>} />
      <View>{termWords(grant, now)}</View>
      <View className="ui-soft">{handsWords(grant)}</View>
      {state === 'proposed' && <View className="ui-soft">{waitsFor(grant, personId)}</View>}
      {may.confirm ? (
        <ButtonRow>
          <Button id={`refuse-${id}`} label="不同意" kind="secondary" small disabled={busy} onTap={() => onAsk({ what: 'refuse', grant })} />
          <Button id={`confirm-${id}`} label="确认" small disabled={busy} onTap={() => onAsk({ what: 'confirm', grant })} />
        </ButtonRow>
      ) : (
        may.refuse && (
          <Button
            id={`refuse-${id}`}
            label={grant.proposedBy?.personId === personId ? '撤回' : '不同意'}
            kind="secondary"
            small
            disabled={busy}
            onTap={() => onAsk({ what: 'refuse', grant })}
          />
        )
      )}
      {(may.end || onOpen) && (
        <ButtonRow>
          {onOpen && <Button id={`open-${id}`} label="看这个人" kind="secondary" small onTap={onOpen} />}
          {may.end && <Button id={`end-${id}`} label="停掉" kind="danger" small disabled={busy} onTap={() => onAsk({ what: 'end', grant })} />}
        </ButtonRow>
      )}
    </Card>
  )
}
