import { useState } from 'react'
import type { MyData } from '@market/shared/my-data/my-data.contract'
import type { Confirm } from '@market/shared/sign/sign.contract'
import { useAct } from '../../client/use-act'
import { useDocument, type Paper } from '../../client/use-document'
import { useRead, type Reading } from '../../client/use-read'
import { useSession } from '../session/session.store'
import { useConfirm, type Confirming } from '../sign/use-confirm'

export type Doing = {
  reading: Reading<MyData>
  /** After an act what the server then said, which is newer. */
  newest: MyData | null
  paper: Paper
  /** looking · asked whether they are sure · showing that it is they */
  step: 'look' | 'sure' | 'confirm'
  goTo: (step: Doing['step']) => void
  busy: boolean
  problem: string | null
  confirming: Confirming
  /** Without a phone there is nothing to confirm with. */
  close: (confirm?: Confirm) => Promise<void>
  keepOpen: () => Promise<void>
}

/** What is held about the person: taken away, or on its way to be deleted. */
export function useMyData(): Doing {
  const tokens = useSession((session) => session.tokens)
  const reading = useRead('GET /api/my-data', tokens ? {} : null)
  const paper = useDocument()
  const closing = useAct('POST /api/my-data/closing')
  const keeping = useAct('DELETE /api/my-data/closing')
  const [step, goTo] = useState<Doing['step']>('look')
  const [newest, setNewest] = useState<MyData | null>(null)
  const show = (now: MyData | null): void => {
    if (now === null) return
    setNewest(now)
    goTo('look')
  }
  const close = async (confirm?: Confirm): Promise<void> => show(await closing.act(confirm === undefined ? {} : { body: { confirm } }, '注销账号'))
  const confirming = useConfirm({ agreements: 'close_account', refused: closing.problem, onConfirm: (confirm) => void close(confirm) })
  return {
    reading, newest, paper, step, goTo, confirming, close,
    busy: closing.busy || keeping.busy,
    problem: (closing.problem ?? keeping.problem)?.message ?? null,
    keepOpen: async () => show(await keeping.act({}, '不注销了')),
  }
}
