import { useAct } from '../../client/use-act'
import { useKeptFresh } from '../../client/use-kept-fresh'
import { useRead } from '../../client/use-read'

/** Where one could go and where one is going. `applicationId` of a job that is done: then from its place. */
export function useTransfer(applicationId: string | undefined) {
  const current = useRead('GET /api/transfers/current', {})
  const options = useRead('GET /api/transfers/options', { query: applicationId === undefined ? {} : { applicationId } })
  useKeptFresh(current, 30_000)
  const going = useAct('POST /api/transfers')
  const answering = useAct('POST /api/transfers/:transferId/answer')
  const cancelling = useAct('POST /api/transfers/:transferId/cancel')
  const from = applicationId === undefined ? {} : { applicationId }
  return {
    current,
    options,
    busy: going.busy || answering.busy || cancelling.busy,
    problem: (going.problem ?? answering.problem ?? cancelling.problem)?.message ?? null,
    go: async (toMarketId: string, jobId?: string): Promise<void> => void (await going.act({ body: { toMarketId, ...from, ...(jobId === undefined ? {} : { jobId }) } }, '转场')),
    answer: async (transferId: string, go: boolean): Promise<void> => void (await answering.act({ params: { transferId }, body: { go } }, go ? '跟车去' : '不去')),
    cancel: async (transferId: string): Promise<void> => void (await cancelling.act({ params: { transferId } }, '不转了')),
  }
}
export type MyTransfer = ReturnType<typeof useTransfer>
