import { useState } from 'react'
import { api } from '../../client/market'
import { takePhoto } from '../../platform/picture'

/** What the photograph of an ID card has come to; a message says why it could not be read. */
export type CardReading = 'idle' | 'reading' | { message: string }

export type IdCard = { name: string; idNumber: string }

/** Reads an ID card's photograph so that 18 digits need not be typed. Nothing is lost when it cannot be read: one types. */
export function useIdCard(onRead: (card: IdCard) => void): { card: CardReading; readCard: () => Promise<void> } {
  const [card, setCard] = useState<CardReading>('idle')
  const readCard = async (): Promise<void> => {
    const imageBase64 = await takePhoto()
    if (!imageBase64) return
    setCard('reading')
    const outcome = await api.call('POST /api/id-card-readings', { body: { imageBase64 } })
    if (!outcome.ok) return setCard({ message: `${outcome.problem.message} 也可以自己填。` })
    setCard('idle')
    onRead(outcome.value)
  }
  return { card, readCard }
}
