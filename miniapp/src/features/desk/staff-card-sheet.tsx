import type { ShownCard } from '@market/shared/desk/desk.contract'
import { checkShownCard } from '@market/shared/desk/desk.rules'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import { StaffCardFields } from './staff-card-fields'
import { useCardReader } from './use-card-reader'

type Props = { title: string; words: string; prove: (card: ShownCard) => Promise<boolean>; onProved: (card: ShownCard) => void; onClose: () => void }

/** Asks for the ID card before what a slip alone is not enough for. */
export function StaffCardSheet({ title, words, prove, onProved, onClose }: Props) {
  const [card, setCard] = useState<ShownCard>({ name: '', idNumber: '' })
  const [state, setState] = useState<{ busy: boolean; errors: { name?: string; idNumber?: string }; problem: string | null }>({ busy: false, errors: {}, problem: null })
  const reader = useCardReader(({ name, idNumber }) => setCard((before) => ({ name: name ?? before.name, idNumber: idNumber ?? before.idNumber })))
  const confirm = async (): Promise<void> => {
    const { problems } = checkShownCard(card, Date.now())
    const errors = Object.fromEntries(problems.map(({ field, message }) => [field.replace('shown.', ''), message]))
    setState({ busy: problems.length === 0, errors, problem: null })
    if (problems.length > 0) return
    const isTheirs = await prove(card)
    setState({ busy: false, errors: {}, problem: isTheirs ? null : '这张身份证和屏幕上的不是一个人，请再看一遍' })
    if (isTheirs) onProved(card)
  }
  return (
    <Sheet id="card-sheet" title={title} onClose={onClose}>
      <View className="ui-stack-wide">
        <View>{words}</View>
        <StaffCardFields id="sheet" reader={reader} name={card.name} idNumber={card.idNumber} errors={state.errors} onChange={(part) => setCard((before) => ({ ...before, ...part }))} onLeave={() => undefined} />
        {state.problem && <Notice id="card-sheet-problem" tone="refused">{state.problem}</Notice>}
        <Button id="card-sheet-confirm" label="是本人的身份证" busy={state.busy} busyLabel="正在核对…" onTap={() => void confirm()} />
      </View>
    </Sheet>
  )
}
