import type { Flaw } from '@market/shared/identity/flaws'
import type { Verification } from '@market/shared/identity/identity.contract'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { ChoiceGrid } from '../../ui/choices'
import { LongTextField } from '../../ui/fields'
import { Sheet } from '../../ui/sheet'
import { flawChoices } from './staff-review.text'

type Props = { verification: Verification; busy: boolean; noteError: string | null; onRefuse: (flaws: Flaw[], note: string) => void; onClose: () => void }

/** Everything that is wrong, ticked at once: the person shall mend it in one go (一次性告知). */
export function StaffRefuseSheet({ verification, busy, noteError, onRefuse, onClose }: Props) {
  const [flaws, setFlaws] = useState<Flaw[]>([])
  const [note, setNote] = useState('')
  const unsaid = flaws.includes('other') && note.trim() === ''
  return (
    <Sheet id="refuse-sheet" title="退回去改" onClose={onClose}>
      <ChoiceGrid id="flaw" label="不对的都点上，让人一次改好" many choices={flawChoices(verification)} chosen={flaws} onChange={setFlaws} />
      <LongTextField id="refuse-note" label="再写一句（可以不写）" hint="写清楚怎么改，别写身份证号" value={note} error={noteError ?? (unsaid ? '选了“别的”，请写明是什么' : null)} onChange={setNote} />
      <Button id="refuse" label="退回去改" kind="danger" busy={busy} disabled={flaws.length === 0 || unsaid} onTap={() => onRefuse(flaws, note)} />
    </Sheet>
  )
}
