import { isOpenAt } from '@market/shared/check-in/check-in.rules'
import type { Role } from '@market/shared/endpoint'
import { messageOf } from '@market/shared/errors'
import type { GatePlace, ScanReply } from '@market/shared/scan/scan.contract'
import type { Caller } from '../../http/caller'
import type { Db, Store } from '../../store/store'
import type { ApplyService } from '../apply/apply.service'
import type { CheckInService } from '../check-in/check-in.service'
import type { CodeReader, Gate } from './code-reader'
import type { WorkPasses } from './passes'

export type ScanService = ReturnType<typeof scanService>

type Parts = {
  store: Store
  codes: Pick<CodeReader, 'read'>
  checkIn: Pick<CheckInService, 'ofDay'>
  apply: Pick<ApplyService, 'factsOf'>
  passes: Pick<WorkPasses, 'read'>
}

/** Those whom a code can lead to a step. */
type ScanningAs = 'worker' | 'employer' | 'staff'

type Step = Pick<ScanReply, 'next' | 'say'>

/** One scan button: whoever scans whatever is told what it means for them here, and led to that step. */
export const scanService = ({ store, codes, checkIn, apply, passes }: Parts) => {
  const atGate = async (db: Db, gate: Gate, caller: Caller, role: ScanningAs | null, now: number): Promise<Step> => {
    switch (role) {
      case null:
        return { next: 'register', say: `这里是${gate.marketName}。先登记，一分钟就好。` }
      case 'worker': {
        const before = await checkIn.ofDay(db, gate.marketId, caller.personId, now)
        if (before === null) return { next: 'check_in', say: `这里是${gate.marketName}${gate.gateName}，签到后给您排号。` }
        if (before.leftAt !== null) return { next: 'check_in', say: `欢迎回来，签到后还是第 ${before.number} 位。` }
        // Who came by the poster stands before the screen now: the same check-in, but surely there.
        if (gate.assurance === 'high' && before.assurance === 'low') return { next: 'check_in', say: `您已签到，第 ${before.number} 位。再签一下，记下您到了现场。` }
        return { next: 'already_checked_in', say: `您已签到，第 ${before.number} 位。要走的话点“离场”。` }
      }
      case 'employer':
        return { next: 'post_job', say: `这里是${gate.marketName}，可以马上发布招工。` }
      case 'staff':
        return { next: 'nothing', say: `这是${gate.marketName}${gate.gateName}的码。要确认到岗，请扫工人的工作码。` }
    }
  }

  const atWorkPass = async (db: Db, token: string, caller: Caller, role: ScanningAs | null): Promise<Step> => {
    // Also a pass that is bad or late: staff are told why by the arrival, and the refused scan is kept.
    if (role === 'staff') return { next: 'confirm_arrival', say: '这是工作码，正在核对。' }
    const pass = passes.read(token)
    const facts = pass.status === 'genuine' ? await apply.factsOf(db, pass.facts.applicationId) : null
    return facts?.workerId === caller.personId
      ? { next: 'show_to_staff', say: '这是您自己的工作码，到了地方给工作人员扫。' }
      : { next: 'nothing', say: '这是别人的工作码，只有工作人员能扫。' }
  }

  const atSlip = (personId: string, caller: Caller, role: ScanningAs | null): Step => {
    if (role === 'staff') return { next: 'find_person', say: '这是登记小票，正在找这个人。' }
    return personId === caller.personId
      ? { next: 'show_to_staff', say: '这是您自己的登记小票，签到、到岗给工作人员扫。' }
      : { next: 'nothing', say: '这是别人的登记小票，只有工作人员能扫。捡到了请交到服务台。' }
  }

  const atCrew = (role: ScanningAs | null): Step => {
    switch (role) {
      case null:
        return { next: 'register', say: '这是班组的码。先登记，一分钟就好，再来加入。' }
      case 'worker':
        return { next: 'see_crew', say: '这是班组的码。先看看是谁带的，再决定加不加入。' }
      case 'employer':
      case 'staff':
        return { next: 'nothing', say: '这是班组的码，干活的人自己扫才能加入。' }
    }
  }

  const atPhone = (role: ScanningAs | null): string =>
    role === 'staff' ? '这是绑微信的码。请先刷身份证找到本人，再点“绑微信”来扫。' : '这是绑微信的码，只有服务台能扫。'

  return {
    /**
     * @param as the role the person acts in; without it the first they have
     * @throws AppError code_revoked, gate_code_over
     */
    scan: (caller: Caller, raw: string, as: ScanningAs | undefined, now: number): Promise<ScanReply> =>
      store.read(async (db) => {
        const role = actingAs(caller.roles, as)
        const code = await codes.read(db, raw, caller.personId)
        const nowhere = { gate: null, needsPlace: false, jobId: null }
        switch (code.meaning) {
          case 'gate': {
            const step = await atGate(db, code.gate, caller, role, now)
            return { meaning: 'gate', ...nowhere, gate: placeOf(code.gate), needsPlace: needsPlace(code.gate, step, now), ...step }
          }
          case 'job':
            return { meaning: 'job', ...nowhere, jobId: code.jobId, next: 'see_job', say: '这是一个招工的码，打开看看。' }
          case 'work_pass':
            return { meaning: 'work_pass', ...nowhere, ...(await atWorkPass(db, code.token, caller, role)) }
          case 'person':
            return { meaning: 'slip', ...nowhere, ...atSlip(code.personId, caller, role) }
          case 'crew':
            return { meaning: 'crew', ...nowhere, ...atCrew(role) }
          case 'agreement':
            return { meaning: 'agreement', ...nowhere, next: 'verify_agreement', say: '这是用工协议上的码，看看它有没有效。' }
          case 'phone':
            return { meaning: 'phone', ...nowhere, next: 'nothing', say: atPhone(role) }
          case 'unknown':
            return { meaning: 'unknown', ...nowhere, next: 'nothing', say: messageOf('code_unknown') }
        }
      }),
  }
}

/**
 * Worker and employer pages may both be asked for by somebody who is not registered as such yet: they are led to
 * registration. Nobody becomes staff by asking.
 */
const actingAs = (roles: readonly Role[], as: ScanningAs | undefined): ScanningAs | null => {
  if (as !== undefined && roles.includes(as)) return as
  if (as === 'worker' || as === 'employer') return null
  return (['worker', 'employer', 'staff'] as const).find((role) => roles.includes(role)) ?? null
}

const placeOf = ({ token, gateId, gateName, marketId, marketName }: Gate): GatePlace => ({ token, gateId, gateName, marketId, marketName })

/** Where somebody is, is asked for only where it decides: a screen is stood before, and at night nobody gets in anyway. */
const needsPlace = (gate: Gate, { next }: Step, now: number): boolean => next === 'check_in' && gate.assurance === 'low' && isOpenAt(gate, now)
