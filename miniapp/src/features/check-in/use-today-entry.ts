import { useEffect, useRef } from 'react'
import { isAgreementCode } from '@market/shared/scan/scan.rules'
import { paths } from '../../pages/paths'
import { replace, startAt } from '../../platform/navigation'
import { useSilentEntrance, type Entrance } from '../session/entrance'
import { homeOf, usePart } from '../session/part'
import { useSession } from '../session/session.store'

/**
 * What happens by itself when the app is opened: WeChat signs in whoever holds the phone; a printed code is answered as
 * soon as it is known who scanned it; employers and staff come to homes of their own.
 * @param code that opened the app, or null
 */
export function useTodayEntry(code: string | null, entrance: Entrance, scanned: (code: string) => Promise<void>): void {
  const me = useSession((session) => session.me)
  const part = usePart()
  useSilentEntrance(entrance)

  const answered = useRef<string | null>(null)
  useEffect(() => {
    if (!me || code === null || answered.current === code || isAgreementCode(code)) return
    answered.current = code
    void scanned(code)
  }, [me, code, scanned])

  // An agreement is verified by anybody, also by who will never sign in here.
  useEffect(() => {
    if (code !== null && isAgreementCode(code)) void replace(paths.verify, { code })
  }, [code])

  // A code goes first: it may lead elsewhere.
  useEffect(() => {
    if (me && code === null && part !== 'worker') void startAt(homeOf(part))
  }, [me, code, part])
}
