import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { holdsPlace, mayApplyAgain, moveNames, nextState, type ApplicationState, type Move } from '@market/shared/journey'
import { settleEndpoints } from '@market/shared/settle/settle.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import type { Hiring } from '@market/shared/words/lists'
import { minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from './support/app'
import { monday0440 } from './support/clock'
import { post, read, signing, unloading } from './support/journey'
import { madeUpPass, phoneKey, showPass } from './support/work-pass'

/**
 * Random walks through the journey: workers, one job with two places, every act tried in every state. The table in
 * journey.ts is the model; the API must agree with it after each step, and the places taken must be those held. Once the places
 * go in the order of the queue, once as the employer chooses.
 */

type Placement = { state: ApplicationState; applicationId: string; agreementId: string; amountFen: number; waitsSince: number }
type Model = { hiring: Hiring; placements: Map<number, Placement>; taps: number }
type Real = { workers: TestPerson[]; employer: TestPerson; staff: TestPerson; jobId: string; app: TestApp }

const headcount = 2
/** Ten minutes before the work begins. */
const shortlyBefore = monday0440 + 100 * minute
const taken = (model: Model) => [...model.placements.values()].filter(({ state }) => holdsPlace(state)).length

/** A place that is free goes to whoever has waited longest, unless the employer chooses. */
const serve = (model: Model) => {
  if (model.hiring === 'employer_chooses') return
  const waiting = [...model.placements.values()].filter(({ state }) => state === 'queued').sort((one, other) => one.waitsSince - other.waitsSince)
  for (const placement of waiting.slice(0, headcount - taken(model))) placement.state = 'offered'
}

const agrees = async (model: Model, { workers, employer, jobId }: Real) => {
  for (const [index, placement] of model.placements) {
    const application = await (workers[index] as TestPerson).call(applyEndpoints.get, { params: { applicationId: placement.applicationId } })
    expect([index, application.state]).toEqual([index, placement.state])
    // Who says yes to an offer gets a draft, and who comes back another one.
    placement.agreementId = application.agreement?.id ?? ''
  }
  const job = await employer.call(jobsEndpoints.get, { params: { jobId }, query: {} })
  expect(job.filled).toBe(taken(model))
}

class Apply implements fc.AsyncCommand<Model, Real> {
  constructor(readonly worker: number, readonly waits: boolean) {}
  check = () => true
  async run(model: Model, real: Real) {
    const worker = real.workers[this.worker] as TestPerson
    const earlier = model.placements.get(this.worker)
    const request = { params: { jobId: real.jobId }, ...(this.waits ? { body: { ifFull: 'queue' as const } } : {}) }
    const full = taken(model) === headcount
    real.app.clock.advance(1)
    if (earlier && !mayApplyAgain(earlier.state)) {
      expect(await worker.refused(applyEndpoints.create, request)).toMatchObject({ code: 'already_applied' })
    } else if (full && !this.waits && model.hiring === 'first_come') {
      expect(await worker.refused(applyEndpoints.create, request)).toMatchObject({ code: 'job_full' })
    } else {
      const application = await worker.call(applyEndpoints.create, request)
      const state = full || model.hiring === 'employer_chooses' ? 'queued' : 'applied'
      model.placements.set(this.worker, { state, applicationId: application.id, agreementId: '', amountFen: 26_000, waitsSince: (model.taps += 1) })
    }
    await agrees(model, real)
  }
  toString = () => `apply(${this.worker}${this.waits ? ', waits' : ''})`
}

class Step implements fc.AsyncCommand<Model, Real> {
  constructor(
    readonly worker: number,
    readonly move: Move,
  ) {}
  check = (model: Readonly<Model>) => model.placements.has(this.worker)
  async run(model: Model, real: Real) {
    const placement = model.placements.get(this.worker) as Placement
    const outcome = await act(this.move, placement, real.workers[this.worker] as TestPerson, real)
    const expected = this.isRefusedHere(model) ? null : nextState(placement.state, this.move)
    expect(outcome === 'done').toBe(expected !== null)
    if (expected === null) expect(outcome).toBe(this.refusal(model, placement.state))
    else placement.state = expected
    serve(model)
    await agrees(model, real)
  }
  /** The employer chooses at such a job alone, and no more than there are places. */
  private isRefusedHere = (model: Model) => this.move === 'offer' && (model.hiring !== 'employer_chooses' || taken(model) === headcount)
  private refusal(model: Model, state: ApplicationState) {
    if (this.move === 'accept' && state === 'lapsed') return 'offer_over'
    return this.move === 'offer' && state === 'queued' && model.hiring === 'employer_chooses' ? 'job_full' : 'step_not_allowed'
  }
  toString = () => `${this.move}(${this.worker})`
}

/** Lets the clocks of all offers run out, with the job not begun. */
class ClocksRunOut implements fc.AsyncCommand<Model, Real> {
  check = (model: Readonly<Model>) => [...model.placements.values()].some(({ state }) => state === 'offered')
  async run(model: Model, real: Real) {
    const now = real.app.clock.now()
    const untils = (await real.employer.call(applyEndpoints.ofJob, { params: { jobId: real.jobId } })).applications.map(({ offerUntil }) => offerUntil ?? 0)
    real.app.clock.set(Math.max(now, ...untils))
    await real.app.chores.runAll()
    for (const placement of model.placements.values()) if (placement.state === 'offered') placement.state = nextState('offered', 'lapse') as ApplicationState
    serve(model)
    // Whoever was next is asked from here on; the walk goes on before the work begins.
    real.app.clock.set(now)
    await agrees(model, real)
  }
  toString = () => 'clocks run out'
}

/** Does one move through the API; `done`, or the code of the refusal. */
async function act(move: Move, placement: Placement, worker: TestPerson, { employer, staff, app }: Real): Promise<string> {
  const params = { applicationId: placement.applicationId }
  const outcome = async (call: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await call
    return status === 200 ? 'done' : (body as { code: string }).code
  }
  const signAs = async (person: TestPerson, party: 'worker' | 'employer') => {
    // Nothing to sign yet: as the pages have it, there is no button.
    if (placement.agreementId === '') return 'step_not_allowed'
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
      const { status } = await worker.raw(arriveEndpoints.workPass, { params, body: { deviceKey: phoneKey(worker.personId).publicKey } })
      const token = status === 200 ? await showPass(worker, placement.applicationId) : madeUpPass({ applicationId: placement.applicationId }, app.clock.now())
      const result = await staff.call(arriveEndpoints.confirm, { body: { code: token, scanId: uuidv7(), capturedAt: app.clock.now() } })
      return result.status === 'accepted' ? 'done' : 'step_not_allowed'
    }
    case 'offer':
      return outcome(employer.raw(applyEndpoints.offer, { params }))
    case 'accept':
      return outcome(worker.raw(applyEndpoints.accept, { params, body: { jobVersion: 1 } }))
    case 'lapse':
    case 'take_down':
      // The clock moves all offers at once, and staff every application of a job: that is in supervision's tests.
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
    app.clock.set(shortlyBefore)
  })
  afterAll(() => app.close())

  const workerIndex = fc.nat({ max: 3 })
  // Moves in the order of the journey come up often enough for walks to reach its end.
  const commands = fc.commands(
    [
      fc.tuple(workerIndex, fc.boolean()).map(([worker, waits]) => new Apply(worker, waits)),
      ...moveNames.filter((move) => move !== 'take_down' && move !== 'lapse').map((move) => workerIndex.map((worker) => new Step(worker, move))),
      fc.constant(new Apply(0, true)),
      fc.constant(new ClocksRunOut()),
      ...(['offer', 'accept', 'sign_as_worker', 'sign_as_employer', 'arrive', 'propose_hours', 'agree_hours', 'record_payment', 'confirm_payment'] as const).map((move) =>
        fc.constant(new Step(0, move)),
      ),
    ],
    { maxCommands: 60, size: 'max' },
  )
  const begin = async (hiring: Hiring): Promise<{ model: Model; real: Real }> => {
    const workers = await Promise.all([0, 1, 2, 3].map(() => app.person({ worker: {} })))
    const { id: jobId } = await post(employer, unloading(marketId, { headcount, hiring }))
    return { model: { hiring, placements: new Map(), taps: 0 }, real: { workers, employer, staff, jobId, app } }
  }

  it.each(['first_come', 'employer_chooses'] as const)('keeps to the table of journey.ts: %s', { timeout: 240_000 }, async (hiring) => {
    const reached = new Set<ApplicationState>()
    await fc.assert(
      fc.asyncProperty(commands, async (walk) => {
        const start = await begin(hiring)
        app.clock.set(shortlyBefore)
        await fc.asyncModelRun(() => start, walk)
        for (const { state } of start.model.placements.values()) reached.add(state)
      }),
      { numRuns: 30, seed: 20_261_123 },
    )
    // A walk that never gets anywhere proves nothing.
    expect(reached.size).toBeGreaterThanOrEqual(7)
  })

  it('has one walk that visits every move once', async () => {
    const { model, real } = await begin('first_come')
    const walk = [
      new Apply(0, false), new Step(0, 'sign_as_worker'), new Step(0, 'sign_as_employer'), new Step(0, 'arrive'), new Step(0, 'finish'),
      new Step(0, 'propose_hours'), new Step(0, 'dispute_hours'), new Step(0, 'propose_hours'), new Step(0, 'agree_hours'),
      new Step(0, 'record_payment'), new Step(0, 'dispute_payment'), new Step(0, 'record_payment'), new Step(0, 'confirm_payment'),
      new Apply(1, false), new Apply(3, true), new Step(1, 'withdraw'), new Apply(1, true), new Step(3, 'accept'), new Step(3, 'decline'),
      new ClocksRunOut(), new Apply(2, false), new Step(2, 'sign_as_employer'), new Step(2, 'sign_as_worker'), new Step(2, 'cancel'),
    ]
    for (const step of walk) await step.run(model, real)
    expect([...model.placements.values()].map(({ state }: Placement) => state)).toEqual(['settled', 'lapsed', 'declined', 'cancelled'])
    const ofJob = (await employer.call(applyEndpoints.ofJob, { params: { jobId: real.jobId } })).applications
    expect(ofJob.map(({ state }: Application) => state).sort()).toEqual(['cancelled', 'declined', 'lapsed', 'settled'])
  })
})
