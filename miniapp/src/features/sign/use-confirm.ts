import { useCallback, useState } from 'react'
import type { Confirm, SentCode } from '@market/shared/sign/sign.contract'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { signal } from '../../platform/signal'
import { useSession } from '../session/session.store'
import { confirmWords } from './sign.text'

export type Confirming = {
  /** Where a message will go, masked. */
  phoneMasked: string | null
  sent: SentCode | null
  code: string
  type: (code: string) => void
  send: () => Promise<void>
  sending: boolean
  /** Beside the field. */
  codeError: string | null
  problem: Problem | null
  byCode: () => void
  /** What WeChat's button gave; null when the person said no. */
  byWechat: (code: string | null) => void
  /** What was sent counts no more: for other texts, say. */
  forget: () => void
}

type Given = {
  /** What is confirmed: these agreements, or that the account is to be closed. */
  agreements: readonly { agreementId: string; textHash: string }[] | 'close_account'
  /** Why the last attempt was refused. */
  refused: Problem | null
  onConfirm: (confirm: Confirm) => void
}

/** The second factor: a code by SMS for exactly this, or the number WeChat holds. */
export function useConfirm({ agreements, refused, onConfirm }: Given): Confirming {
  const phoneMasked = useSession(({ me }) => me?.phoneMasked ?? null)
  const signing = useAct('POST /api/signing-codes')
  const closing = useAct('POST /api/my-data/closing-codes')
  const { busy, problem } = agreements === 'close_account' ? closing : signing
  const [sent, setSent] = useState<SentCode | null>(null)
  const [code, setCode] = useState('')
  const [own, setOwn] = useState<string | null>(null)
  const aboutCode = refused?.kind === 'refused' && (refused.code === 'code_wrong' || refused.code === 'code_over') ? refused.message : null

  const send = async (): Promise<void> => {
    setOwn(null)
    const done = agreements === 'close_account'
      ? await closing.act({}, '要验证码')
      : await signing.act({ body: { agreements: agreements.map(({ agreementId, textHash }) => ({ agreementId, textHash })) } }, '要验证码')
    if (!done) return signal('no')
    setCode('')
    setSent(done)
  }

  const forget = useCallback((): void => {
    setSent(null)
    setCode('')
    setOwn(null)
  }, [])

  return {
    phoneMasked,
    sent,
    code,
    type: (typed) => {
      setCode(typed)
      setOwn(null)
    },
    send,
    sending: busy,
    codeError: own ?? aboutCode,
    problem,
    byCode: () => {
      if (/^\d{6}$/.test(code)) onConfirm({ kind: 'sms', code })
      else setOwn(confirmWords.missing)
    },
    byWechat: (given) => {
      if (given === null) setOwn(confirmWords.noPhone)
      else onConfirm({ kind: 'wechat_phone', code: given })
    },
    forget,
  }
}
