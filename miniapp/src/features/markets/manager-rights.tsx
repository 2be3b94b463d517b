import type { MarketPage } from '@market/shared/markets/markets.contract'
import { useState } from 'react'
import { fieldProblem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { LongTextField, TextField } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { Tag } from '../../ui/tag'
import { operatorKindWords } from './market.text'

type Asking = 'nothing' | 'entrust' | 'end' | 'close'

/** What the office above a market decides: who runs it, and whether it goes on. */
export function ManagerRights({ page }: { page: MarketPage }) {
  const { operator, closedAt, market } = page
  const params = { marketId: market.id }
  const [asking, setAsking] = useState<Asking>('nothing')
  const [creditCode, setCreditCode] = useState('')
  const [reason, setReason] = useState('')
  const entrusting = useAct('POST /api/markets/:marketId/operator')
  const ending = useAct('POST /api/markets/:marketId/operator/end')
  const closing = useAct('POST /api/markets/:marketId/close')
  const reopening = useAct('POST /api/markets/:marketId/reopen')

  const entrust = async (): Promise<void> => {
    if (!(await entrusting.act({ params, body: { creditCode } }, '委托运行'))) return
    setAsking('nothing')
    setCreditCode('')
  }
  const done = async (act: Promise<unknown>): Promise<void> => {
    if (await act) setAsking('nothing')
  }

  if (closedAt !== null) {
    return (
      <Card id="reopen-card">
        <CardHead title="重新开办" under="原来的码都停用了，开办后要重新做入口的码" />
        {reopening.problem && <Notice id="reopen-problem" tone="refused">{reopening.problem.message}</Notice>}
        <Button id="reopen" label="重新开办" kind="secondary" busy={reopening.busy} onTap={() => void reopening.act({ params }, '重新开办')} />
      </Card>
    )
  }
  return (
    <>
      <Card id="operator-card">
        {operator ? (
          <CardHead
            title={operator.name}
            pictogram="people"
            under={`受委托运行 · ${operatorKindWords[operator.kind]}`}
            beside={operator.verified ? <Tag tone="confirmed">证照有效</Tag> : <Tag tone="refused">证照过期</Tag>}
          />
        ) : (
          <CardHead title="由公共就业服务机构运行" pictogram="people" under="也可以委托有证照的机构、社会组织运行" />
        )}
        {operator ? (
          <Button id="end-operator" label="收回，不再委托" kind="secondary" onTap={() => setAsking('end')} />
        ) : (
          <Button id="entrust" label="委托给机构" kind="secondary" onTap={() => setAsking('entrust')} />
        )}
      </Card>
      <Button id="close-market" label="关闭这个市场" kind="quiet" small onTap={() => setAsking('close')} />
      {asking === 'entrust' && (
        <ConfirmSheet
          id="entrust-sheet"
          title="委托给哪家机构？"
          words="机构要先在小程序里登记，证照核验有效。公开页面上会写明由它运行。"
          confirmLabel="委托"
          busy={entrusting.busy}
          onConfirm={() => void entrust()}
          onClose={() => setAsking('nothing')}
        >
          <TextField id="creditCode" label="统一社会信用代码" value={creditCode} maxLength={24} onChange={setCreditCode} error={fieldProblem(entrusting.problem, 'creditCode')} hint="营业执照上的 18 位" />
          {entrusting.problem && fieldProblem(entrusting.problem, 'creditCode') === null && <Notice id="entrust-problem" tone="refused">{entrusting.problem.message}</Notice>}
        </ConfirmSheet>
      )}
      {asking === 'end' && operator && (
        <ConfirmSheet
          id="end-sheet"
          title="收回这个市场？"
          words={`${operator.name} 从现在起不再运行它，会收到消息。`}
          confirmLabel="收回"
          danger
          busy={ending.busy}
          onConfirm={() => void done(ending.act({ params }, '收回市场'))}
          onClose={() => setAsking('nothing')}
        >
          {ending.problem && <Notice id="end-problem" tone="refused">{ending.problem.message}</Notice>}
        </ConfirmSheet>
      )}
      {asking === 'close' && (
        <ConfirmSheet
          id="close-sheet"
          title="关闭这个市场？"
          words="入口的码马上停用，市场不再列出，也不能再发布。以前的记录都留着。"
          confirmLabel="关闭"
          danger
          busy={closing.busy}
          onConfirm={() => void done(closing.act({ params, body: { reason } }, '关闭市场'))}
          onClose={() => setAsking('nothing')}
        >
          <LongTextField id="close-reason" label="为什么关" value={reason} onChange={setReason} error={fieldProblem(closing.problem, 'reason')} />
          {closing.problem && fieldProblem(closing.problem, 'reason') === null && <Notice id="close-problem" tone="refused">{closing.problem.message}</Notice>}
        </ConfirmSheet>
      )}
    </>
  )
}
