import { View } from '@tarojs/components'
import { tradeIcon, tradeName } from '@market/shared/words/lists'
import { useState } from 'react'
import { ChoiceGrid } from '../../ui/choices'
import { TextField } from '../../ui/fields'
import { tradesLike } from './edit-trades'
import { noTradeWords } from './manager-match-rules.text'

type Props = {
  id: string
  label: string
  /** Those that may be chosen. */
  among: readonly string[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  many?: boolean
}

/** Trades by picture and word, fewer with every letter that is typed. What is chosen stays so, seen or not. */
export function TradeSearch({ id, label, among, chosen, onChange, many = false }: Props) {
  const [typed, setTyped] = useState('')
  const found = tradesLike(typed).filter((code) => among.includes(code))
  return (
    <View className="ui-stack">
      <TextField id={`${id}-words`} label="找工种" placeholder="比如：瓦工" value={typed} maxLength={16} onChange={setTyped} />
      {found.length === 0 ? (
        <View id={`${id}-none`} className="ui-soft">{noTradeWords(typed)}</View>
      ) : (
        <ChoiceGrid id={id} label={label} many={many} choices={found.map((code) => ({ value: code, label: tradeName(code), pictogram: tradeIcon(code) }))} chosen={chosen} onChange={onChange} />
      )}
    </View>
  )
}
