import { useState } from 'react'
import { Button } from '../../ui/button'
import { LongTextField } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'

type Props = { words: string; busy: boolean; error: string | null; onSend: (text: string) => void; onClose: () => void }

/** Why somebody thinks that a decision is wrong, in their own words. */
export function AppealSheet({ words, busy, error, onSend, onClose }: Props) {
  const [text, setText] = useState('')
  return (
    <Sheet id="appeal-sheet" title="申诉" onClose={onClose}>
      <Notice id="appeal-words">{words}</Notice>
      <LongTextField id="appeal-text" label="为什么这样写、哪里不对" value={text} error={error} maxLength={300} onChange={setText} />
      <Button id="send-appeal" label="交给人看" busy={busy} disabled={text.trim().length < 2} onTap={() => onSend(text)} />
    </Sheet>
  )
}
