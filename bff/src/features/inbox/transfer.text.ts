import { payUnitWords, tradeName } from '@market/shared/words/lists'
import { moment, yuan } from '@market/shared/words/show'
import type { StoredEvent } from '../../feed/events'

type To = { to: string; title: string; body: string }
type LeftEvent = Extract<StoredEvent, { kind: 'check_in.left' }>
type TransferEvent = Extract<StoredEvent, { kind: `transfer.${string}` }>

/** Who went by themselves knows; who was noted as gone may still stand there. */
export function checkInWords({ data: { personId, reason } }: LeftEvent): To[] {
  return reason === 'staff' ? [{ to: personId, title: '记您离开了市场', body: '工作人员没看到您，记您离场了。您还在的话，再扫一次门口的码，号还是原来的。' }] : []
}

/** Nothing the employer typed: a title may hold a name or a number. */
const busFor = ({ at, data: { job } }: Extract<TransferEvent, { kind: 'transfer.offered' }>): string =>
  job ? `去干${tradeName(job.trade)}，${yuan(job.payFen)} 元/${payUnitWords[job.payUnit]}，${moment(job.startsAt, at)} 开工，位子一起给您留好。` : '那边缺人。'

const noBusWords = (place: 'kept' | 'given_back' | null): string =>
  place === 'kept'
    ? '这趟车不走了，可这活您和雇主都签好字了，位子还是您的，请自己按时过去。实在去不了，早点在“我的活”里取消。'
    : `这趟车不走了${place === 'given_back' ? '，那边的位子也替您退了' : ''}。您还在市场的话，再扫一次门口的码，接着找活。`

/** What people are told about going to another market: only what they have not just done themselves. */
export function transferWords(event: TransferEvent): To[] {
  const { workerId: to } = event.data
  switch (event.kind) {
    case 'transfer.offered':
      return [{ to, title: '有车送您去别的市场找活', body: `${busFor(event)}${moment(event.data.until, event.at)} 发车，去不去点一下就行，不去也不影响您在这里排队。` }]
    case 'transfer.accepted':
      return [{ to, title: '转场好了，路上慢点', body: `那边等着您，最晚 ${moment(event.data.until, event.at)} 到。到了扫门口的码就算到。` }]
    case 'transfer.lapsed':
      if (event.data.was === 'offered') return [{ to, title: '转场的车已经走了', body: '到点没有收到您的答复。您还在原来的市场排队，没有变。' }]
      // Whoever has a place may stand at the site: nothing that would send them home.
      return event.data.hasPlace === true ? [] : [{ to, title: '转场没有到，先给您取消了', body: '到点没看到您签到。不管在哪个市场，扫门口的码就能接着找活。' }]
    case 'transfer.cancelled':
      return event.data.by === 'staff' ? [{ to, title: '转场的车取消了', body: noBusWords(event.data.place ?? null) }] : []
    case 'transfer.refused':
    case 'transfer.arrived':
      return []
  }
}
