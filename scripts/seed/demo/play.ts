import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import type { ErrorCode } from '@market/shared/errors'
import { jobsEndpoints, type JobDraft } from '@market/shared/jobs/jobs.contract'
import type { Place } from '@market/shared/markets/markets.rules'
import { actId, type Act, type Call } from './caller'
import { makeMove } from './moves'
import { deskOf, type DemoPeople } from './people'
import type { DemoPlan, PlannedApplication, PlannedJob } from './plan'

export type Stage = {
  call: Call
  people: DemoPeople
  /** An access token of this person that is good at the moment. */
  token: (openid: string) => string
  /** Turns the clock the app runs on, UTC ms. */
  setClock: (at: number) => void
  marketId: string
  gateLink: string
  /** Where the phones are that scan it. */
  gatePlace: Place
  /** Begins every idempotency key: the same plan played again, after a crash say, repeats nothing. */
  seed: string
}

/** Acts of people on this stage, and what was refused of them. */
export function actsOn(stage: Pick<Stage, 'call' | 'token' | 'seed'>): { act: Act; refusals: Refusals } {
  const refusals: Refusals = new Map()
  const act: Act = async (openid, endpoint, input, key) => {
    const reply = await stage.call(endpoint, input, { token: stage.token(openid), key: actId(stage.seed, key) })
    if (reply.ok) return reply.body
    refusals.set(reply.code, (refusals.get(reply.code) ?? 0) + 1)
    return null
  }
  return { act, refusals }
}

/** What did not happen although it was planned, by reason: in a market too, a place goes to somebody else. */
export type Refusals = Map<ErrorCode, number>

/**
 * Plays a plan through the product's API, moment by moment on the plan's own clock, so that rules, agreements, signatures,
 * events and figures of the demo are those of the product.
 * @param note is told how far it is
 */
export async function playPlan(plan: DemoPlan, stage: Stage, act: Act, note: (text: string) => void): Promise<void> {
  const scenes = [
    ...plan.checkIns.map(({ at, worker }): Scene => ({
      at,
      order: 0,
      run: () => act(workerOf(stage, worker), checkInEndpoints.create, { body: { code: stage.gateLink, place: stage.gatePlace } }, `check-in ${worker} ${at}`),
    })),
    ...plan.jobs.flatMap((job) => scenesOfJob(job, stage, act)),
  ]
  const moments = [...new Set(scenes.map(({ at }) => at))].sort((one, other) => one - other)
  let played = 0
  for (const at of moments) {
    stage.setClock(at)
    const now = scenes.filter((scene) => scene.at === at)
    // Whoever comes in or posts at this moment does so before anybody applies.
    for (const order of [0, 1, 2]) await Promise.all(now.filter((scene) => scene.order === order).map((scene) => scene.run()))
    played += now.length
    note(`${played} / ${scenes.length}`)
  }
}

type Scene = { at: number; order: 0 | 1 | 2; run: () => Promise<unknown> }

const workerOf = ({ people }: Stage, index: number): string => {
  const worker = people.workers[index]
  if (!worker) throw new RangeError(`there is no demo worker ${index}`)
  return worker.openid
}

function scenesOfJob(job: PlannedJob, stage: Stage, act: Act): Scene[] {
  const desk = deskOf(stage.people)
  let jobId: string | null = null
  const post = async (): Promise<void> => {
    const posted = await act(job.work.employer, jobsEndpoints.create, { body: draftOf(job, stage) }, `job ${job.key}`)
    jobId = posted?.id ?? null
  }
  const scenesOfApplication = ({ worker, appliedAt, moves }: PlannedApplication): Scene[] => {
    const openid = workerOf(stage, worker)
    const key = `${job.key} ${worker}`
    // Null once something was refused: what would have followed does not.
    let application: Application | null = null
    const apply = async (): Promise<void> => {
      if (jobId !== null) application = await act(openid, applyEndpoints.create, { params: { jobId } }, `apply ${key}`)
    }
    const move = async (planned: PlannedApplication['moves'][number]): Promise<void> => {
      if (application === null) return
      const parties = { worker: openid, employer: job.work.employer, staff: desk[worker % desk.length]?.openid ?? '' }
      application = await makeMove(planned, application, { job, parties, act, key })
    }
    return [{ at: appliedAt, order: 2, run: apply }, ...moves.map((planned): Scene => ({ at: planned.at, order: 2, run: () => move(planned) }))]
  }
  return [{ at: job.postedAt, order: 1, run: post }, ...job.applications.flatMap(scenesOfApplication)]
}

/** A posting as its employer would fill it in. */
export function draftOf({ work, headcount, startsAt, endsAt }: Pick<PlannedJob, 'work' | 'headcount' | 'startsAt' | 'endsAt'>, { people, marketId }: Pick<Stage, 'people' | 'marketId'>): JobDraft {
  const { employer: openid, starts: _starts, minutes: _minutes, perks, ...facts } = work
  const employer = people.employers.find((one) => one.openid === openid)
  if (!employer) throw new RangeError(`there is no demo employer ${openid}`)
  return { ...facts, perks: [...perks], marketId, headcount, startsAt, endsAt, contactName: employer.contactName, contactPhone: employer.phone }
}
