import { moment } from '@market/shared/words/show'
import type { StoredEvent } from '../../feed/events'

type SupervisionEvent = Extract<StoredEvent, {
  kind: 'job.held' | 'job.refused' | 'job.confirm_due' | 'job.taken_down' | 'report.decided' | 'sanction.made' | 'sanction.proposed' | 'sanction.dropped' | 'sanction.lifted' | 'appeal.decided'
}>

/** What people are told about postings that were looked at, and about what follows: always why, and what they can do. */
export function supervisionWords(event: SupervisionEvent): { to: string; title: string; body: string }[] {
  switch (event.kind) {
    case 'job.held':
      return [{ to: event.data.employerId, title: '这条招工要请人看一眼', body: '工作人员会在时限内看完，看完就告诉您。这期间工人看不到它。' }]
    case 'job.refused':
      return [{ to: event.data.employerId, title: '这条招工没有通过', body: '原因写在招工里。改好可以重新发；觉得不对，可以申诉。' }]
    case 'job.confirm_due':
      return [{ to: event.data.employerId, title: '还招人吗？请点一下', body: `${moment(event.data.until, event.at)} 以前没点“还在招”，工人就看不到这条了；点了马上恢复。` }]
    case 'job.taken_down':
      return [{ to: event.data.employerId, title: '一条招工被撤下了', body: '原因写在招工里。觉得不对，可以在“信用记录”里申诉，由另一位同事来看。' }]
    case 'report.decided':
      return [{
        to: event.data.reporterId,
        title: '您举报的事办完了',
        body: event.data.decision === 'nothing' ? '我们核对过，没有发现违规。再遇到问题请接着告诉我们。' : '核实属实，已经处理。谢谢您告诉我们。',
      }]
    case 'sanction.made':
      return [{ to: event.data.personId, ...sanctionWords[event.data.kind] ?? usual }]
    case 'sanction.proposed':
      return [{ to: event.data.personId, title: '可能要暂停您发布招工', body: `最早从 ${moment(event.data.fromAt, event.at)} 起，还要另一位负责人确认。原因在“信用记录”里，您现在就可以申诉。` }]
    case 'sanction.dropped':
      return [{ to: event.data.personId, title: '不暂停您发布招工了', body: '负责人看过，没有同意暂停。' }]
    case 'sanction.lifted':
      return [{ to: event.data.personId, title: '一条处理撤销了', body: '申诉成立，这一条已经不算数。' }]
    case 'appeal.decided':
      return [{
        to: event.data.personId,
        title: event.data.upheld ? '申诉成立' : '申诉没有成立',
        body: event.data.against === 'posting' ? '答复写在那条招工里。' : '答复写在“信用记录”里。',
      }]
  }
}

const usual = { title: '有一条处理', body: '原因在“信用记录”里，觉得不对可以申诉。' }
const sanctionWords: Record<string, { title: string; body: string }> = {
  warning: { title: '收到一次提醒', body: '原因在“信用记录”里。这次不记分，请以后注意。' },
  points: { title: '记了分', body: '记了几分、为什么，都在“信用记录”里。觉得不对可以申诉。' },
  blacklist: { title: '您被暂停发布招工', body: '原因、到哪天为止、怎么申诉，都在“信用记录”里。' },
}
