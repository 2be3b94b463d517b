import { scanWords } from '@market/shared/arrive/arrive.rules'
import { byHandReasonWords, isByHand, reasonAfterHours } from '@market/shared/arrive/by-hand.rules'
import { reviewWords } from '@market/shared/arrive/offline.rules'
import type { ScanReview } from '@market/shared/arrive/review.contract'
import { findingsAgainst, findingsFor, findingWords, type Finding } from '@market/shared/arrive/review.rules'
import { moment } from '@market/shared/words/show'
import type { Fact } from '../../ui/facts'

const choice = (value: Finding) => ({ value, label: findingWords[value] })
export const reasonsFor = findingsFor.map(choice)
export const reasonsAgainst = findingsAgainst.map(choice)

/** Why somebody has to look at it, as the heading. */
export const causeWords = ({ cause }: Pick<ScanReview, 'cause'>): string => (isByHand(cause) ? `人工报的到岗：${byHandReasonWords[cause]}` : reviewWords[cause])

/** What there is to find out before deciding. */
export const adviceWords = ({ cause, counted, mayAccept }: Pick<ScanReview, 'cause' | 'counted' | 'mayAccept'>): string => {
  if (counted) return '这个人已经算到岗了。您核对的结果会记下来，到岗时间不变。'
  if (!mayAccept) return '这一次记不成到岗：没认出是谁，活取消了，或者当时不在能确认的时间。核过以后选“不算到岗”。'
  if (cause === reasonAfterHours) return '已经收工了，看不到人。请打电话问雇主，或者问那天当班的同事，人去没去、干没干活，再定。算到岗的话，从开工的时间算起。'
  return isByHand(cause) ? '请走过去看一眼，是不是本人、人在不在，再定。' : '请问问扫码的同事，或者打电话问雇主，人到没到，再定。'
}

/** What the two buttons say. */
export const decisionLabels = ({ counted }: Pick<ScanReview, 'counted'>): { accept: string; refuse: string } =>
  counted ? { accept: '核过，没问题', refuse: '有问题' } : { accept: '算到岗', refuse: '不算到岗' }

/** What became of it. */
export const decidedWords = ({ counted, case: { outcome } }: Pick<ScanReview, 'counted' | 'case'>): string => {
  if (outcome === 'withdrawn') return '这个人已经扫到了，不用再核对。'
  if (outcome === 'accepted') return '核对好了，算到岗。'
  return counted ? '核对好了，记下了有问题。到岗时间没有改。' : '核对好了，不算到岗。'
}

/** Who, what and when, line by line. */
export function reviewFacts({ cause, capturedAt, uploadedAt, staffMasked, provisional, verdict, counted, worker }: ScanReview, now: number): Fact[] {
  const who = worker === null
    ? [{ label: '谁', value: '没认出来', note: '扫到的码不是这个市场里要到岗的人' }]
    : [
        { label: '谁', value: worker.nameMasked, ...(worker.number === null ? {} : { note: `${worker.number} 号` }) },
        { label: '活', value: worker.jobTitle, note: worker.address },
        { label: '开工', value: moment(worker.startsAt, now) },
        { label: '到岗', value: worker.arrivedAt === null ? '还没算到岗' : moment(worker.arrivedAt, now) },
      ]
  const scanned = isByHand(cause)
    ? [
        { label: '谁报的', value: staffMasked, note: moment(uploadedAt, now) },
        ...(cause === reasonAfterHours ? [{ label: '算几点到', value: `${moment(capturedAt, now)}，开工的时间`, note: '收工以后才报的' }] : []),
      ]
    : [
        { label: '谁扫的', value: staffMasked, note: moment(capturedAt, now) },
        { label: '报上来', value: moment(uploadedAt, now) },
        ...(provisional === null ? [] : [{ label: '手机当时说', value: scanWords(provisional, null, now).word }]),
        ...(verdict === null || counted ? [] : [{ label: '系统没放行', value: scanWords(verdict, null, now).word }]),
      ]
  return [...who, ...scanned]
}
