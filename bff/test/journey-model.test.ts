import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { holdsPlace, mayApplyAgain, moveNames, nextState, type ApplicationState, type Move } from '@market/shared/journey'
import { settleEndpoints } from '@market/shared/settle/settle.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { makeWorkPass, workPassValidMs } from '../src/features/scan/codes'
import { createTestApp, type TestApp, type TestPerson } from './support/app'
import { testKeys } from './support/config'
import { monday0440 } from './support/clock'
import { post, read, signing, unloading } from './support/journey'

/**
 * Random walks through the journey: three workers, one job with two places, every act tried in every state. The table in
 * journey.ts is the model; the API must agree with it after each step, and the places taken must be those held.
 */

type Placement = { state: ApplicationState; applicationId: string; agreementId: string; amountFen: number }
type Model = { placements: Map<number, Placement> }
type Real = { workers: TestPerson[]; employer: TestPerson; staff: TestPerson; jobId: string; app: TestApp }

const headcount = 2
const taken = (model: Model) => [...model.placements.values()].filter(({ state }) => holdsPlace(state)).length

class Apply implements fc.AsyncCommand<Model, Real> {
  constructor(readonly worker: number) {}
  check = () => true
  async run(model: Model, { workers, jobId }: Real) {
    const worker = workers[this.worker] as TestPerson
    const earlier = model.placements.get(this.worker)
    const request = { params: { jobId } }
    if (earlier && !mayApplyAgain(earlier.state)) {
      expect(await worker.refused(applyEndpoints.create, request)).toMatchObject({ code: 'already_applied' })
    } else if (taken(model) === headcount) {
      expect(await worker.refused(applyEndpoints.create, request)).toMatchObject({ code: 'job_full' })
    } else {
      const application = await worker.call(applyEndpoints.create, request)
      expect(application.state).toBe('applied')
      model.placements.set(this.worker, {
        state: 'applied',
        applicationId: application.id,
        agreementId: application.agreement?.id ?? '',
        amountFen: 26_000,
      })
    }
  }
  toString = () => `apply(${this.worker})`
}

class Step implements fc.AsyncCommand<Model, Real> {
  constructor(
    readonly worker: number,
    readonly move: Move,
  ) {}
  check = (model: Readonly<Model>) => model.placements.has(this.worker)
  async run(model: Model, real: Real) {
    const placement = model.placements.get(this.worker) as Placement
    const expected = nextState(placement.state, this.move)
    const outcome = await act(this.move, placement, real.workers[this.worker] as TestPerson, real)
    expect(outcome).toBe(expected === null ? 'step_not_allowed' : 'done')
    if (expected) placement.state = expected
    const application = await real.employer.call(applyEndpoints.get, { params: { applicationId: placement.applicationId } })
    expect(application.state).toBe(placement.state)
    const job = await real.employer.call(jobsEndpoints.get, { params: { jobId: real.jobId }, query: {} })
    expect(job.filled).toBe(taken(model))
  }
  toString = () => `${this.move}(${this.worker})`
}

/** Does one move through the API; `done`, or the code of the refusal. */
async function act(move: Move, placement: Placement, worker: TestPerson, { employer, staff, app }: Real): Promise<string> {
  const params = { applicationId: placement.applicationId }
  const outcome = async (call: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await call
    return status === 200 ? 'done' : (body as { code: string }).code
  }
  const signAs = async (person: TestPerson, party: 'worker' | 'employer') => {
    const agreement = await read(person, placement.agreementId)
    return outcome(person.raw(signEndpoints.sign, { params: { agreementId: placement.agreementId }, body: signing(agreement, party, 26_000) }))
  }
  switch (move) {
    case 'sign_as_worker':
      return signAs(worker, 'worker')
    case 'sign_as_employer':
      return signAs(employer, 'employer')
    case 'withdraw':
      return outcome(worker.raw(applyEndpoints.withdraw, { params }))
    case 'decline':
      return outcome(employer.raw(applyEndpoints.decline, { params, body: { reason: '人够了' } }))
    case 'cancel':
      return outcome(worker.raw(applyEndpoints.cancel, { params, body: { reason: '家里有急事' } }))
    case 'arrive': {
      const token = makeWorkPass({ applicationId: placement.applicationId, expiresAt: app.clock.now() + workPassValidMs }, testKeys.code)
      const result = await staff.call(arriveEndpoints.confirm, { body: { code: token, scanId: uuidv7(), capturedAt: app.clock.now() } })
      return result.status === 'accepted' ? 'done' : 'step_not_allowed'
    }
    case 'offer':
    case 'accept':
    case 'lapse':
    case 'take_down':
      // Moves every application of a job at once: supervision's tests do it through the API.
      throw new Error('not a move of one application')
    case 'finish':
      return outcome(worker.raw(arriveEndpoints.finish, { params }))
    case 'propose_hours':
      return outcome(employer.raw(settleEndpoints.propose, { params, body: { minutes: 480, amountFen: 26_000, note: '' } }))
    case 'agree_hours':
      return outcome(worker.raw(settleEndpoints.agree, { params, body: { minutes: 480, amountFen: 26_000 } }))
    case 'dispute_hours':
      return outcome(worker.raw(settleEndpoints.dispute, { params, body: { reason: '我干了九个小时' } }))
    case 'record_payment':
      return outcome(employer.raw(settleEndpoints.pay, { params, body: { how: 'cash' } }))
    case 'confirm_payment':
      return outcome(worker.raw(settleEndpoints.confirmPayment, { params }))
    case 'dispute_payment':
      return outcome(worker.raw(settleEndpoints.disputePayment, { params, body: { reason: '还没收到' } }))
  }
}

describe('every walk through the journey', () => {
  let app: TestApp
  let staff: TestPerson
  let employer: TestPerson
  let marketId: string

  beforeAll(async () => {
    app = await createTestApp()
    ;({ marketId } = await app.market())
    staff = await app.person({ staffOf: marketId })
    employer = await app.person({ employer: {} })
    // Shortly before the work begins, so that arrivals are inside their window all along.
    app.clock.set(monday0440 + 100 * 60_000)
  })
  afterAll(() => app.close())

  const workerIndex = fc.nat({ max: 2 })
  // Moves in the order of the journey come up often enough for walks to reach its end.
  const commands = fc.commands(
    [
      workerIndex.map((worker) => new Apply(worker)),
      ...moveNames.filter((move) => !['take_down', 'offer', 'accept', 'lapse'].includes(move)).map((move) => workerIndex.map((worker) => new Step(worker, move))),
      fc.constant(new Apply(0)),
      ...(['sign_as_worker', 'sign_as_employer', 'arrive', 'propose_hours', 'agree_hours', 'record_payment', 'confirm_payment'] as const).map((move) =>
        fc.constant(new Step(0, move)),
      ),
    ],
    { maxCommands: 60, size: 'max' },
  )

  it('keeps to the table of journey.ts', { timeout: 120_000 }, async () => {
    const reached = new Set<ApplicationState>()
    await fc.assert(
      fc.asyncProperty(commands, async (walk) => {
        const model: Model = { placements: new Map() }
        const workers = await Promise.all([0, 1, 2].map(() => app.person({ worker: {} })))
        const { id: jobId } = await post(employer, unloading(marketId, { headcount }))
        await fc.asyncModelRun(() => ({ model, real: { workers, employer, staff, jobId, app } }), walk)
        for (const { state } of model.placements.values()) reached.add(state)
      }),
      { numRuns: 40, seed: 20_261_123 },
    )
    // A walk that never gets anywhere proves nothing.
    expect(reached.size).toBeGreaterThanOrEqual(8)
  })

  it('has one walk that visits every move once', async () => {
    const model: Model = { placements: new Map() }
    const workers = await Promise.all([0, 1, 2].map(() => app.person({ worker: {} })))
    const { id: jobId } = await post(employer, unloading(marketId, { headcount }))
    const walk = [
      new Apply(0), new Step(0, 'sign_as_worker'), new Step(0, 'sign_as_employer'), new Step(0, 'arrive'), new Step(0, 'finish'),
      new Step(0, 'propose_hours'), new Step(0, 'dispute_hours'), new Step(0, 'propose_hours'), new Step(0, 'agree_hours'),
      new Step(0, 'record_payment'), new Step(0, 'dispute_payment'), new Step(0, 'record_payment'), new Step(0, 'confirm_payment'),
      new Apply(1), new Step(1, 'withdraw'), new Apply(1), new Step(1, 'decline'),
      new Apply(2), new Step(2, 'sign_as_employer'), new Step(2, 'sign_as_worker'), new Step(2, 'cancel'),
    ]
    const real: Real = { workers, employer, staff, jobId, app }
    for (const step of walk) await step.run(model, real)
    expect([...model.placements.values()].map(({ state }: Placement) => state)).toEqual(['settled', 'declined', 'cancelled'])
    const mine = (await employer.call(applyEndpoints.ofJob, { params: { jobId } })).applications
    expect(mine.map(({ state }: Application) => state).sort()).toEqual(['cancelled', 'declined', 'settled'])
  })
})
