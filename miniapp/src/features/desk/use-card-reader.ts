import { readIdCardText, type CardReading } from '@market/shared/desk/id-card-reader'
import { useEffect, useRef, useState } from 'react'

/** A reader types a card in one go; so long a silence says that it is done. */
export const readerSilenceMs = 600

export type CardReader = {
  /** What it has typed so far. It lives here alone: not in the draft, and only until the card is understood. */
  text: string
  problem: string | null
  typed: (text: string) => void
}

/**
 * Takes what an ID-card reader types, waits until it is silent, keeps name and number and drops the rest: sex, nation,
 * birthday and address never reach the form (PIPL 6).
 */
export function useCardReader(onRead: (reading: CardReading) => void): CardReader {
  const [state, setState] = useState<{ text: string; problem: string | null }>({ text: '', problem: null })
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const latest = useRef(onRead)
  latest.current = onRead
  useEffect(() => () => clearTimeout(timer.current), [])

  const typed = (text: string): void => {
    clearTimeout(timer.current)
    setState({ text, problem: null })
    if (text.trim() === '') return
    timer.current = setTimeout(() => {
      const reading = readIdCardText(text)
      setState({ text: '', problem: reading === null ? '没读出来。请把身份证再放一次，或者在下面填' : null })
      if (reading !== null) latest.current(reading)
    }, readerSilenceMs)
  }
  return { ...state, typed }
}
