import { moment } from '@market/shared/words/show'
import { clockTime } from '@market/shared/words/time'
import type { StoredEvent } from '../../feed/events'
import { dispatchWords } from './dispatch.text'

type PlaceEvent = Extract<StoredEvent, {
  kind: 'application.queued' | 'application.offered' | 'application.accepted' | 'application.lapsed' | 'application.unsigned' | 'application.absent' | 'application.withdrawn' | 'application.declined' | 'job.known_first'
}>

/** What people are told about places: who waits, for whom one is held and until when, and what became of it. */
export function placeWords(event: PlaceEvent): { to: string; title: string; body: string }[] {
  switch (event.kind) {
    case 'application.queued':
      // Where the queue decides, the employer has nothing to do.
      return event.data.hiring === 'employer_chooses' ? [{ to: event.data.employerId, title: '有人报名，等您来挑', body: '打开看看工种和技能，选中谁就给谁留位子。' }] : []
    case 'application.offered':
      if (event.data.by === 'dispatch') return dispatchWords(event)
      return [
        { to: event.data.workerId, title: '有个位子给您留着', body: `${moment(event.data.until, event.at)} 前点“我去”，过时让给下一位。` },
        // The employer who chose knows.
        ...(event.data.by === 'employer' ? [] : [{ to: event.data.employerId, title: '空位留给了下一位', body: '等工人答应，到点没答应就再让给后面的人。' }]),
      ]
    case 'application.accepted':
      return [{ to: event.data.employerId, title: '工人答应来了', body: '请看一遍协议，签上名字，位子就定下来了。' }]
    case 'application.lapsed':
      if (event.data.was === 'queued') return [{ to: event.data.workerId, title: '这个活没有等到位子', body: '它已经开工或停招了。看看别的活，位子还多。' }]
      return [
        { to: event.data.workerId, title: '位子让给下一位了', body: '到点没有收到您的答复。还有位子时可以再报。' },
        ...(event.data.offeredBy === 'employer' ? [{ to: event.data.employerId, title: '您挑的人没有答复', body: '位子放出来了，可以再挑一位。' }] : []),
      ]
    case 'application.unsigned':
      return event.data.tell ? [{ to: event.data.workerId, title: '这个活没签成，已过时', body: '到收工还没有两边都签好，不怪谁。看看别的活。' }] : []
    case 'application.absent':
      return event.data.tell ? [{ to: event.data.workerId, title: '这个活没到场', body: '没有扫到您的工作码。要是去了，30 天里到市场服务台说一声，或者打电话，工作人员给您补报。' }] : []
    case 'application.withdrawn':
      return event.data.released ? [{ to: event.data.employerId, title: '有人取消了报名', body: '位子已经放出来；有人排队的，先给排在前面的。' }] : []
    case 'application.declined':
      return [{ to: event.data.workerId, title: '这个活没有成', body: '雇主没有接受，原因写在里面。别灰心，看看别的活。' }]
    case 'job.known_first':
      return event.data.workerIds.map((to) => ({ to, title: '干过活的雇主又招人了', body: `${clockTime(event.data.publicFrom)} 前先让干过的人报，想去就早点定。` }))
  }
}
