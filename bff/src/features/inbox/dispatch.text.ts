import { moment } from '@market/shared/words/show'
import type { StoredEvent } from '../../feed/events'

type OfferedEvent = Extract<StoredEvent, { kind: 'application.offered' }>

/** To whoever stood in the hall and got no place in a round: that they were not forgotten, and what comes next. */
export const noPlaceWords = { title: '这一轮没派上您', body: '您还在排队，号和排队时间都不变，下一轮先看等得久的。也可以自己在“找活”里看看。' }

/** A place that staff found for somebody who waits in the hall: what the worker and the employer are told. */
export const dispatchWords = ({ at, data: { workerId, employerId, until } }: OfferedEvent): { to: string; title: string; body: string }[] => [
  { to: workerId, title: '市场给您派了一个活', body: `${moment(until, at)} 前点“我去”就定下。不去也没关系，您的号和排队时间都不变。` },
  { to: employerId, title: '市场给您派了人', body: '等工人答应，一会儿就有答复；不来的话接着给您找。' },
]
