import type { DeskPerson, Shown, ShownCard } from '@market/shared/desk/desk.contract'
import type { OffHoursReason } from '@market/shared/desk/desk.rules'
import type { ErrorCode } from '@market/shared/errors'
import { useState } from 'react'
import { api, outbox } from '../../client/market'
import type { ActCall, ArgsOf, ReplyOf } from '../../client/outcome'
import { useDocument } from '../../client/use-document'
import { randomId } from '../../platform/random'
import type { NoticeTone } from '../../ui/notice'
import { scanWords } from './staff-desk.text'
import type { Served } from './use-staff-desk'

/** `code` of a refusal. */
export type DeskNews = { words: string; tone: NoticeTone; code?: ErrorCode }

export type ServingPerson = {
  /** Which of the acts is under way. */
  doing: 'accept' | 'check_in' | 'slip' | 'bind' | 'arrive' | 'print' | 'copy' | null
  news: DeskNews | null
  /** @param offHours why it is done although the market is closed by its hours */
  checkIn: (offHours?: OffHoursReason) => Promise<void>
  /** They say yes to a place that is held; then there is an agreement to sign. */
  accept: (offer: DeskPerson['offers'][number]) => Promise<void>
  print: (size: 'A6' | '58mm') => Promise<void>
  /** One of their agreements on paper, free of charge; that it was printed is noted. */
  printAgreement: (agreementId: string) => Promise<void>
  /** Needs the ID card: who only has a slip in hand may have found it. */
  newSlip: (card: ShownCard) => Promise<void>
  revokeSlip: () => Promise<void>
  bind: (card: ShownCard, phoneCode: string) => Promise<void>
  arrive: () => Promise<void>
  /** Shows them as they stand now. */
  look: () => Promise<void>
  /** Whether the card is of the person on the screen. */
  prove: (card: ShownCard) => Promise<boolean>
}

/** What staff do for the one person on the screen; each act is sent until it is answered, and shows them as they then stand. */
export function useDeskPerson({ person, shown, news: came }: Served, serve: (served: Served) => void): ServingPerson {
  const [doing, setDoing] = useState<ServingPerson['doing']>(null)
  const [news, setNews] = useState<DeskNews | null>(null)
  const document = useDocument()

  const act = async <C extends ActCall>(what: NonNullable<ServingPerson['doing']>, name: C, args: ArgsOf<C>, label: string): Promise<ReplyOf<C> | null> => {
    if (doing !== null) return null
    setDoing(what)
    setNews(null)
    const outcome = await outbox.act(name, args, label)
    setDoing(null)
    if (outcome.ok) return outcome.value
    setNews({ words: outcome.problem.message, tone: 'refused', ...(outcome.problem.kind === 'refused' ? { code: outcome.problem.code } : {}) })
    return null
  }
  const show = (next: DeskPerson | null, words: string, by: Shown = shown): void => {
    if (next === null) return
    serve({ person: next, shown: by, news: came })
    setNews({ words, tone: 'confirmed' })
  }

  const look = async (): Promise<void> => {
    const found = await api.call('POST /api/desk/finds', { body: { shown } }, await randomId())
    if (found.ok && found.value.person !== null) serve({ person: found.value.person, shown, news: came })
  }

  return {
    doing: document.busy ? 'print' : doing,
    news: document.problem ? { words: document.problem.message, tone: 'refused' } : news,
    checkIn: async (offHours) =>
      show(await act('check_in', 'POST /api/desk/check-ins', { body: { shown, ...(offHours === undefined ? {} : { offHours }) } }, '服务台签到'), '签到好了'),
    accept: async ({ applicationId, jobVersion }) => {
      const accepted = await act('accept', 'POST /api/desk/acceptances', { body: { shown, applicationId, jobVersion } }, '接下留着的位子')
      // Also where it was refused: the clock ran out, or the terms are others by now.
      await look()
      if (accepted !== null) setNews({ words: '位子接下了，接着在下面签协议', tone: 'confirmed' })
    },
    print: async (size) => {
      setNews(null)
      await document.openPaper(`/api/desk/people/${person.personId}/slip?size=${size}`, `小票-${size}.pdf`)
    },
    printAgreement: async (agreementId) => {
      const open = await act('copy', 'POST /api/desk/agreement-copies', { body: { shown, agreementId } }, '打印协议')
      if (open !== null) await document.openPaper(`/api/desk/agreement-copies/${agreementId}/paper`, '用工协议.pdf')
    },
    newSlip: async (card) =>
      show(await act('slip', 'POST /api/desk/slips', { body: { shown: card } }, '换小票'), person.slip === null ? '小票做好了，打给本人' : '旧的停用了，新的打给本人', card),
    revokeSlip: async () => show(await act('slip', 'POST /api/desk/slip-revocations', { body: { shown } }, '停用小票'), '小票停用了，捡到的人用不了'),
    bind: async (card, phoneCode) =>
      show(await act('bind', 'POST /api/desk/phone-bindings', { body: { shown: card, phoneCode } }, '绑微信'), '微信绑好了，手机上马上能看到', card),
    arrive: async () => {
      if (person.slip === null) return
      const capturedAt = Date.now()
      const result = await act('arrive', 'POST /api/arrivals', { body: { code: person.slip.code, scanId: await randomId(), capturedAt } }, '小票到岗')
      if (result === null) return
      setNews({ words: scanWords(result), tone: result.status === 'accepted' ? 'confirmed' : 'wait' })
      await look()
    },
    look,
    prove: async (card) => {
      const found = await api.call('POST /api/desk/finds', { body: { shown: card } }, await randomId())
      if (!found.ok) setNews({ words: found.problem.message, tone: 'refused' })
      return found.ok && found.value.person?.personId === person.personId
    },
  }
}
