import { byHandReasonWords, isByHand } from '@market/shared/arrive/by-hand.rules'
import { reviewWords } from '@market/shared/arrive/offline.rules'
import { staffRoleWords } from '@market/shared/words/lists'
import { workTime, yuan } from '@market/shared/words/show'
import type { EventKinds, StoredEvent } from '../../feed/events'
import { accountWords } from './account.text'
import { placeWords } from './apply.text'
import { noPlaceWords } from './dispatch.text'
import { identityWords } from './identity.text'
import { supervisionWords } from './supervision.text'
import { checkInWords, transferWords } from './transfer.text'

/** One message as the event gives it: to whom, what kind, and the words. No name, no phone, no address stands in one. */
export type MessageDraft = {
  personId: string
  kind: string
  title: string
  body: string
  applicationId: string | null
  jobId: string | null
}

/** Messages of before there were seals have this kind: handled again, an event must find its message. */
const bothSigned = 'agreement.sealed'

type To = { to: string; kind?: string; title: string; body: string }

/**
 * Who is told what about an event: the side that did not do it, and both when the agreement is complete (通知 is asked for
 * by the 2021 guide to electronic labour contracts).
 */
export function messagesOf(event: StoredEvent): MessageDraft[] {
  const jobId = 'jobId' in event.data ? event.data.jobId : aboutAJob.test(event.kind) ? event.subjectId : null
  const applicationId = applicationOf(event)
  return wordsOf(event).map(({ to, kind, title, body }) => ({ personId: to, kind: kind ?? event.kind, title, body, applicationId, jobId }))
}

function applicationOf(event: StoredEvent): string | null {
  if (event.kind === 'agreement.signed') return event.data.applicationId
  return aboutAnApplication.test(event.kind) ? event.subjectId : null
}

/** Kinds whose subject is the application itself. */
const aboutAnApplication = /^(application|arrival|work|hours|payment)\./

const aboutAJob = /^job\./

const importWords = ({ outcome, published }: EventKinds['import.finished']): { title: string; body: string } => {
  if (outcome === 'refused') return { title: '招工表有几行要改', body: '一条都没有发布。改好以后再传一次，改哪儿写在导入那一页。' }
  if (outcome === 'failed') return { title: '招工表没有导入', body: '一条都没有发布。原因写在导入那一页，再传一次就行。' }
  return { title: '招工表导入好了', body: published === 0 ? '里面的岗位以前都导过，没有新的。' : `新的岗位 ${published} 条，有要核对的先由工作人员看一眼。` }
}

const missingScans = ({ from, to }: EventKinds['scan.missing']): { title: string; body: string } => ({
  title: '一部手机的扫码没报全',
  body: `有 ${to - from + 1} 条扫码没收到。请当班的同事把手机连上网，没报的会自动补上。`,
})

const scanToReview = ({ review }: EventKinds['scan.to_review']): { title: string; body: string } =>
  isByHand(review)
    ? { title: '有人工到岗等着确认', body: `${byHandReasonWords[review]}，同事报了一位到岗。是不是真到了，请到“队列”里核对，确认了才算。` }
    : { title: '有扫码要您核对', body: `没网时扫的到岗，有一条要看一眼：${reviewWords[review]}。算不算到岗，请到“队列”里核对。` }

function wordsOf(event: StoredEvent): To[] {
  switch (event.kind) {
    case 'application.applied':
      return [{ to: event.data.employerId, title: '有人报名了', body: '请看一遍协议，签上名字，位子就定下来了。' }]
    case 'application.queued':
    case 'application.offered':
    case 'application.accepted':
    case 'application.lapsed':
    case 'application.unsigned':
    case 'application.absent':
    case 'application.withdrawn':
    case 'application.declined':
    case 'job.known_first':
      return placeWords(event)
    case 'application.cancelled':
      if (event.data.by === 'staff') return [{ to: event.data.workerId, title: '这个活被撤下了', body: '市场核实后撤下了这条招工。您不用去了，时间已经空出来，看看别的活。' }]
      return event.data.by === 'worker'
        ? [{ to: event.data.employerId, title: '工人来不了了', body: '原因写在里面。位子已经放出来，可以接着招。' }]
        : [{ to: event.data.workerId, title: '雇主取消了这个活', body: '原因写在里面。先别出发，看看别的活。' }]
    case 'agreement.signed':
      // The second signature completes the agreement, and that is told to both: "it is your turn" would be wrong.
      if (event.data.complete) return [
        { to: event.data.workerId, kind: bothSigned, title: '协议签好了', body: '这活是您的。按时到，给工作人员扫工作码。协议随时能看、能下载。' },
        { to: event.data.employerId, kind: bothSigned, title: '协议签好了', body: '工人会按时到。协议随时能看、能下载，电话也能看到了。' },
      ]
      return event.data.party === 'worker'
        ? [{ to: event.data.employerId, title: '工人签好字了', body: '轮到您签字，两边签好协议才生效。' }]
        : [{ to: event.data.workerId, title: '雇主签好字了', body: '轮到您签字，两边签好这活就是您的。' }]
    case 'arrival.confirmed':
      if (event.data.afterHours) return [
        { to: event.data.workerId, title: '到岗补上了', body: '这个活算您到岗了。请点“下工”，雇主填好工时和工钱会告诉您。' },
        { to: event.data.employerId, title: '工人的到岗补上了', body: '市场核过，这位工人那天到了岗。请填工时和工钱。' },
      ]
      return [
        { to: event.data.workerId, title: '到岗确认好了', body: '工时从现在算起。注意安全，干完点“下工”。' },
        { to: event.data.employerId, title: '工人到岗了', body: '工时从现在算起。' },
      ]
    case 'arrival.earlier':
      return [
        { to: event.data.workerId, title: '到岗时间改早了', body: '另一部手机更早扫到过您，刚刚才报上来。工时从那时算起。' },
        { to: event.data.employerId, title: '到岗时间改早了', body: '另一部手机更早扫到过这位工人，刚刚才报上来。工时从那时算起。' },
      ]
    case 'work.finished':
      return [{ to: event.data.employerId, title: '活干完了', body: '请填工时和工钱，发给工人确认。' }]
    case 'hours.proposed':
      return [{ to: event.data.workerId, title: '雇主填好了工时和工钱', body: `${workTime(event.data.minutes)}，${yuan(event.data.amountFen)} 元。对不对？请您看一下。` }]
    case 'hours.disputed':
      return [{ to: event.data.employerId, title: '工人说工时或工钱不对', body: '请看写的原因，商量好了改一下再发。' }]
    case 'hours.agreed':
      return [{ to: event.data.employerId, title: '工人认可了工时和工钱', body: `请付 ${yuan(event.data.amountFen)} 元，付好点“已付”。` }]
    case 'payment.recorded':
      return [{ to: event.data.workerId, title: '雇主说工钱付了', body: `${yuan(event.data.amountFen)} 元。收到了吗？请您点一下。` }]
    case 'payment.confirmed':
      return [{ to: event.data.employerId, title: '工人收到工钱了', body: '这活结清了，谢谢您。' }]
    case 'payment.disputed':
      return [{ to: event.data.employerId, title: '工人说没收到工钱', body: '请核对一下，重新付款后再点“已付”。' }]
    case 'market.entrusted':
      return [{ to: event.data.employerId, title: '一个零工市场交给您运行了', body: '市场页面上会写明由您运行，证照有效期也会显示。请记得按时换证。' }]
    case 'market.operator_ended':
      return [{ to: event.data.employerId, title: '您不再运行这个零工市场了', body: '市场已经收回。有疑问请联系当地人力资源社会保障部门。' }]
    case 'job.held':
    case 'job.refused':
    case 'job.confirm_due':
    case 'job.taken_down':
    case 'report.decided':
    case 'sanction.made':
    case 'sanction.proposed':
    case 'sanction.dropped':
    case 'sanction.lifted':
    case 'appeal.decided':
      return supervisionWords(event)
    case 'verification.passed':
    case 'verification.refused':
    case 'verification.ending':
    case 'licence.ending':
    case 'work_licence.ending':
      return identityWords(event)
    // Its own person is told once it is confirmed: until then it is nothing to rely on.
    case 'scan.missing':
      return (event.data.toTell ?? []).map((to) => ({ to, ...missingScans(event.data) }))
    case 'scan.to_review':
      return (event.data.toTell ?? []).map((to) => ({ to, ...scanToReview(event.data) }))
    case 'grant.proposed':
      return event.data.toConfirm.map((to) => ({ to, title: '有一项权限等您确认', body: `同事提出给人开“${staffRoleWords[event.data.role]}”。请到“总览”的“权限”里核对，同意就确认。` }))
    case 'grant.confirmed':
      return [{ to: event.data.personId, title: '您有了新的权限', body: `两位同事已经给您开通“${staffRoleWords[event.data.role]}”。到期会自动停，换人请告诉负责人。` }]
    case 'grant.ended':
      return [{ to: event.data.personId, title: '您的一项权限停了', body: `“${staffRoleWords[event.data.role]}”从现在起不再有效。有疑问请找市场负责人。` }]
    case 'audit.alarm':
      return event.data.toTell.map((to) => ({ to, title: '有同事看证件看得太多', body: '一天能看的次数用完了，系统没有再让看。请到“总览”的“留痕”里看看是谁、为什么看。' }))
    case 'import.finished':
      return [{ to: event.data.employerId, ...importWords(event.data) }]
    case 'person.phone_bound':
      return [{ to: event.subjectId, title: '微信绑好了', body: '以后打开微信就是您的账号。要不是您本人来办的，请马上告诉服务台。' }]
    case 'data.taken':
    case 'account.closing_asked':
      return accountWords(event)
    case 'crew.joined':
      return [{ to: event.data.leaderId, title: '有人进了您的班组', body: '打开“我的班组”看看是谁，实名和签字办到哪一步了。' }]
    case 'crew.left':
      return [{ to: event.data.leaderId, title: '有人退出了您的班组', body: '签好的活还算数，雇主那边不用改。' }]
    case 'crew.closed':
      return event.data.memberIds.map((to) => ({ to, title: '班组解散了', body: '您签好的活还算数，照常去。想再跟班，扫班长的新码。' }))
    case 'check_in.left':
      return checkInWords(event)
    case 'transfer.offered':
    case 'transfer.accepted':
    case 'transfer.refused':
    case 'transfer.arrived':
    case 'transfer.lapsed':
    case 'transfer.cancelled':
      return transferWords(event)
    case 'dispatch.no_place':
      return event.data.personIds.map((to) => ({ to, ...noPlaceWords }))
    case 'account.closing_taken_back':
    case 'account.closed':
    case 'crew.made':
    case 'grant.refused':
    case 'grant.installed':
    case 'training.recorded':
    case 'market.created':
    case 'market.changed':
    case 'market.closed':
    case 'market.reopened':
    case 'verification.submitted':
    case 'agreement.sealed':
    case 'agreement.paper_made':
    case 'agreement.ended':
    case 'person.registered':
    case 'person.changed':
    case 'match_rules.proposed':
    case 'match_rules.confirmed':
    case 'match_rules.dropped':
    case 'agreement_template.proposed':
    case 'agreement_template.confirmed':
    case 'agreement_template.dropped':
    case 'agreement.rewritten': // Whoever reads it next reads the new text; nobody had signed the old one.
    case 'gate.made':
    case 'gate.renamed':
    case 'gate.retired':
    case 'gate.code_made':
    case 'gate.code_revoked':
    case 'api_key.made':
    case 'api_key.revoked':
    case 'job.posted':
    case 'job.changed':
    case 'job.confirmed':
    case 'report.made':
    case 'appeal.made':
    case 'rulebook.proposed':
    case 'rulebook.confirmed':
    case 'rulebook.dropped':
    case 'job.closed':
    case 'check_in.recorded':
    case 'check_in.returned':
    case 'check_in.assured':
    case 'transfer_group.made':
    case 'transfer_group.cancelled': // Each passenger is told by their own transfer.
    case 'dispatch.proposed': // Everybody in it is told by the place that is held for them.
    case 'dispatch.moved':
    case 'dispatch.confirmed':
    case 'dispatch.dropped':
    case 'scan.refused':
    case 'staff_phone.revoked':
    case 'case.opened': // What became of it is told by the feature that asked for the decision.
    case 'case.closed':
      return []
  }
}
