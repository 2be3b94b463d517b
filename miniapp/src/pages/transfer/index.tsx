import { useState } from 'react'
import { TransferSheets, type TransferAsking } from '../../features/transfer/transfer-sheets'
import { BusOffer, MovingView, TransferOptions } from '../../features/transfer/transfer-view'
import { useTransfer } from '../../features/transfer/use-transfer'
import { SignedIn } from '../../features/session/entrance'
import { startAt, usePageParams } from '../../platform/navigation'
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
  const [asking, setAsking] = useState<TransferAsking | null>(null)
  const now = useNow()
  const { current, options, busy, problem } = transfer
  const sure = (acting: Promise<void>): void => {
    setAsking(null)
    void acting
  }
  return (
    <Page
      id="transfer"
      title="转场"
      backTo={paths.today}
      dataAt={options.at}
      overlay={asking && (
        <TransferSheets
          asking={asking}
          onGo={(toMarketId, jobId) => sure(transfer.go(toMarketId, jobId))}
          onRide={(transferId) => sure(transfer.answer(transferId, true))}
          onTurnBack={(transferId) => sure(transfer.cancel(transferId))}
          onClose={() => setAsking(null)}
        />
      )}
    >
      <SignedIn>
        {problem && <Notice id="transfer-problem" tone="refused">{problem}</Notice>}
        <Loaded reading={current} cards={1}>
          {({ moving, offers }) =>
            moving !== null ? (
              <MovingView transfer={moving} now={now} busy={busy} onCancel={() => setAsking({ what: 'turn_back', moving })} />
            ) : (
              <>
                {offers.map((offer) => (
                  <BusOffer key={offer.id} offer={offer} now={now} busy={busy} onAnswer={(go) => (go ? setAsking({ what: 'ride', offer }) : void transfer.answer(offer.id, false))} />
                ))}
                <Loaded reading={options}>
                  {({ from, options: found }) =>
                    from === null ? (
                      <EmptyState id="not-here" pictogram="gate" title="先签到，再转场" words="扫市场门口的码，就知道从哪儿出发。" offer={{ id: 'go-scan', label: '去扫码', onTap: () => void startAt(paths.today) }} />
                    ) : (
                      <TransferOptions options={found} now={now} busy={busy} onGo={(option, jobId) => setAsking({ what: 'go', option, ...(jobId === undefined ? {} : { jobId }) })} />
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
