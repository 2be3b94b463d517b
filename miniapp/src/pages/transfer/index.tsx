import { useState } from 'react'
import type { TransferOption } from '@market/shared/transfer/transfer.contract'
import { BusOffer, MovingView, TransferOptions } from '../../features/transfer/transfer-view'
import { useTransfer } from '../../features/transfer/use-transfer'
import { SignedIn } from '../../features/session/entrance'
import { startAt, usePageParams } from '../../platform/navigation'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

/** 转场. Opened with `applicationId` at the end of a job: then it starts from there. */
export default function TransferPage() {
  const { applicationId } = usePageParams()
  const transfer = useTransfer(applicationId)
  const [asking, setAsking] = useState<{ option: TransferOption; jobId?: string } | null>(null)
  const now = useNow()
  const { current, options, busy, problem } = transfer
  return (
    <Page
      id="transfer"
      title="转场"
      backTo={paths.today}
      dataAt={options.at}
      overlay={asking && (
        <ConfirmSheet
          id="transfer-sheet"
          title={`转去${asking.option.market.name}？`}
          words={`这里就算离场了；今天在这里排着队、没签完的报名一起退掉，签好的和明天的不动。${asking.jobId === undefined ? '' : '那边的位子马上给您留好。'}`}
          confirmLabel="转过去"
          onConfirm={() => {
            setAsking(null)
            void transfer.go(asking.option.market.id, asking.jobId)
          }}
          onClose={() => setAsking(null)}
        />
      )}
    >
      <SignedIn>
        {problem && <Notice id="transfer-problem" tone="refused">{problem}</Notice>}
        <Loaded reading={current} cards={1}>
          {({ moving, offers }) =>
            moving !== null ? (
              <MovingView transfer={moving} now={now} busy={busy} onCancel={() => void transfer.cancel(moving.id)} />
            ) : (
              <>
                {offers.map((offer) => (
                  <BusOffer key={offer.id} offer={offer} now={now} busy={busy} onAnswer={(go) => void transfer.answer(offer.id, go)} />
                ))}
                <Loaded reading={options}>
                  {({ from, options: found }) =>
                    from === null ? (
                      <EmptyState id="not-here" pictogram="gate" title="先签到，再转场" words="扫市场门口的码，就知道从哪儿出发。" offer={{ id: 'go-scan', label: '去扫码', onTap: () => void startAt(paths.today) }} />
                    ) : (
                      <TransferOptions options={found} now={now} busy={busy} onGo={(option, jobId) => setAsking(jobId === undefined ? { option } : { option, jobId })} />
                    )
                  }
                </Loaded>
              </>
            )
          }
        </Loaded>
      </SignedIn>
    </Page>
  )
}
