import { createHash } from 'node:crypto'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { deviceKeyFrom, signWithDevice } from '@market/shared/arrive/device-key'
import { makePass, passCode } from '@market/shared/arrive/pass.rules'
import { dayPayFen, workedMinutes } from '@market/shared/jobs/jobs.rules'
import { settleEndpoints } from '@market/shared/settle/settle.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { actId, type Act } from './caller'
import type { PlannedJob, PlannedMove } from './plan'

type Setting = {
  job: PlannedJob
  /** openids */
  parties: { worker: string; employer: string; staff: string }
  act: Act
  /** Names the application within the plan. */
  key: string
}

/** Somebody's name as a finger writes it: a few strokes across the pad. */
const handwriting = [
  [120, 300, 0, 380, 280, 90, 620, 300, 180],
  [250, 180, 320, 260, 520, 450, 180, 820, 600],
  [520, 420, 760, 640, 610, 840, 860, 800, 960],
]

/** Makes one move of the journey through the API; null when it was refused. */
export async function makeMove({ at, move }: PlannedMove, application: Application, setting: Setting): Promise<Application | null> {
  const { job, parties, act, key } = setting
  const { worker, employer } = parties
  const params = { applicationId: application.id }
  const terms = { ...job.work, startsAt: job.startsAt, endsAt: job.endsAt }
  const hours = { minutes: workedMinutes(terms), amountFen: dayPayFen(terms) }
  const moveKey = `${move} ${key}`
  switch (move) {
    case 'sign_as_worker':
      return sign(worker, application, job.work.payFen, setting)
    case 'sign_as_employer':
      return sign(employer, application, null, setting)
    case 'withdraw':
      return act(worker, applyEndpoints.withdraw, { params }, moveKey)
    case 'decline':
      return act(employer, applyEndpoints.decline, { params, body: { reason: '人已经够了，下次再请您' } }, moveKey)
    case 'cancel':
      return act(worker, applyEndpoints.cancel, { params, body: { reason: '家里有事，来不了' } }, moveKey)
    case 'arrive':
      return arrive(at, application, setting)
    case 'finish':
      return act(worker, arriveEndpoints.finish, { params }, moveKey)
    case 'propose_hours':
      return act(employer, settleEndpoints.propose, { params, body: { ...hours, note: '' } }, moveKey)
    case 'agree_hours':
      return act(worker, settleEndpoints.agree, { params, body: hours }, moveKey)
    case 'dispute_hours':
      return act(worker, settleEndpoints.dispute, { params, body: { reason: '我多干了半小时，没有算上' } }, moveKey)
    case 'record_payment':
      return act(employer, settleEndpoints.pay, { params, body: { how: job.work.settleHow } }, moveKey)
    case 'confirm_payment':
      return act(worker, settleEndpoints.confirmPayment, { params }, moveKey)
    case 'dispute_payment':
      return act(worker, settleEndpoints.disputePayment, { params, body: { reason: '还没有收到' } }, moveKey)
  }
}

async function sign(openid: string, application: Application, understoodPayFen: number | null, { act, key }: Setting): Promise<Application | null> {
  if (!application.agreement) return null
  const params = { agreementId: application.agreement.id }
  const agreement = await act(openid, signEndpoints.get, { params }, '')
  if (!agreement) return null
  const confirm = { kind: 'wechat_phone', code: openid } as const
  const signed = await act(openid, signEndpoints.sign, { params, body: { textHash: agreement.textHash, understoodPayFen, strokes: handwriting, confirm } }, `sign ${openid} ${key}`)
  return signed?.application ?? null
}

async function arrive(at: number, application: Application, { act, key, parties: { worker, staff } }: Setting): Promise<Application | null> {
  const params = { applicationId: application.id }
  const device = deviceKeyFrom(createHash('sha384').update(worker).digest())
  const pass = await act(worker, arriveEndpoints.workPass, { params, body: { deviceKey: device.publicKey } }, `pass ${key}`)
  if (!pass) {
    // A plan that is played again after a crash finds people who have arrived already; they have no pass any more.
    const present = await act(worker, applyEndpoints.get, { params }, '')
    return present?.arrivedAt ? present : null
  }
  const code = passCode(pass.linkStart, makePass(pass.credential, pass.serverNow, (message) => signWithDevice(device.privateKey, message)))
  const result = await act(staff, arriveEndpoints.confirm, { body: { code, scanId: actId('scan', key), capturedAt: at } }, `arrive ${key}`)
  return result?.status === 'accepted' ? application : null
}
