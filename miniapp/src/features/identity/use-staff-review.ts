import type { Flaw } from '@market/shared/identity/flaws'
import type { RevealPurpose, Verification } from '@market/shared/identity/identity.contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../client/market'
import { fieldProblem, type Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead, type Reading } from '../../client/use-read'
import { showPicture, type ShownPicture } from '../../platform/shown-picture'

type Revealed = { name: string | null; idNumber: string | null; legalRepresentative: string | null; licenceNumber: string | null }

export type StaffReview = {
  reading: Reading<Verification>
  /** Names and numbers in clear, for as long as the page is open; null before a reason was given. */
  revealed: Revealed | null
  pictures: readonly { id: string; src: string }[]
  busy: 'reveal' | 'accept' | 'refuse' | null
  problem: Problem | null
  reveal: (purpose: RevealPurpose) => Promise<void>
  accept: () => Promise<void>
  /** True once it was sent back. */
  refuse: (flaws: Flaw[], note: string) => Promise<boolean>
  noteError: string | null
}

/**
 * Looking at what somebody submitted, and deciding. What is revealed goes through neither the outbox nor the memory of reads:
 * both are written to the phone.
 */
export function useStaffReview(verificationId: string): StaffReview {
  const params = { verificationId }
  const reading = useRead('GET /api/verifications/:verificationId', { params })
  const revealing = useAct('POST /api/verifications/:verificationId/reveal')
  const accepting = useAct('POST /api/verifications/:verificationId/accept')
  const refusing = useAct('POST /api/verifications/:verificationId/refuse')
  const [revealed, setRevealed] = useState<Revealed | null>(null)
  const [unread, setUnread] = useState<Problem | null>(null)
  const [loading, setLoading] = useState(false)
  const { pictures, show, forget } = useShownPictures()

  const documents = reading.value?.documents ?? []
  const reveal = async (purpose: RevealPurpose): Promise<void> => {
    setUnread(null)
    if (!(await revealing.act({ params, body: { purpose } }, '看证件'))) return
    setLoading(true)
    const data = await api.call('GET /api/verifications/:verificationId/revealed', { params })
    if (data.ok) setRevealed(data.value)
    else setUnread(data.problem)
    for (const { id, gone } of documents) {
      const picture = gone ? null : await api.call('GET /api/verifications/:verificationId/documents/:documentId', { params: { ...params, documentId: id } })
      if (picture?.ok) show(id, picture.value)
      else if (picture) setUnread(picture.problem)
    }
    setLoading(false)
  }

  /** What was decided is masked again. */
  const close = (): void => {
    forget()
    setRevealed(null)
  }

  const accept = async (): Promise<void> => {
    if (await accepting.act({ params }, '通过')) close()
  }
  const refuse = async (flaws: Flaw[], note: string): Promise<boolean> => {
    const refused = await refusing.act({ params, body: { flaws, note } }, '退回去改')
    if (refused) close()
    return refused !== null
  }

  return {
    reading, revealed, pictures, reveal, accept, refuse,
    busy: revealing.busy || loading ? 'reveal' : accepting.busy ? 'accept' : refusing.busy ? 'refuse' : null,
    problem: unread ?? revealing.problem ?? accepting.problem ?? refusing.problem,
    noteError: fieldProblem(refusing.problem, 'note'),
  }
}

/** Pictures on the screen, and off the phone when the page is left. */
function useShownPictures() {
  const [pictures, setPictures] = useState<readonly { id: string; src: string }[]>([])
  const shown = useRef<ShownPicture[]>([])
  const forget = useCallback((): void => {
    for (const picture of shown.current) picture.forget()
    shown.current = []
    setPictures([])
  }, [])
  useEffect(() => () => {
    for (const picture of shown.current) picture.forget()
  }, [])
  const show = (id: string, { mime, base64 }: { mime: string; base64: string }): void => {
    const picture = showPicture(base64, mime, id)
    shown.current = [...shown.current, picture]
    setPictures((before) => [...before.filter((one) => one.id !== id), { id, src: picture.src }])
  }
  return { pictures, show, forget }
}
