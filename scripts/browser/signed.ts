import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import type { Person } from './people'

/** Somebody's name as a finger writes it. */
const strokes = [
  [120, 300, 0, 380, 280, 90, 620, 300, 180],
  [250, 180, 320, 260, 520, 450, 180, 820, 600],
  [520, 420, 760, 640, 610, 840, 860, 800, 960],
]

/** Where no message reaches anybody, what stands in it is told. */
async function codeFor({ call }: Person, agreements: { agreementId: string; textHash: string }[]): Promise<{ kind: 'sms'; code: string }> {
  const { demoCode } = await call(signEndpoints.sendCode, { body: { agreements } })
  if (demoCode === null) throw new Error('only the demo tells its codes')
  return { kind: 'sms', code: demoCode }
}

/**
 * Workers who apply for a job and sign, and its employer who signs with them all.
 * @returns their applications, in the order of the workers
 */
export async function hireAll(workers: readonly Person[], employer: Person, job: { id: string; payFen: number }): Promise<string[]> {
  const applications: string[] = []
  for (const worker of workers) {
    const { id, agreement } = await worker.call(applyEndpoints.create, { params: { jobId: job.id } })
    if (!agreement) throw new Error('who applies for a free place has an agreement to sign')
    const params = { agreementId: agreement.id }
    const { textHash } = await worker.call(signEndpoints.get, { params })
    const confirm = await codeFor(worker, [{ agreementId: agreement.id, textHash }])
    await worker.call(signEndpoints.sign, { params, body: { textHash, understoodPayFen: job.payFen, strokes, confirm } })
    applications.push(id)
  }
  const { agreements } = await employer.call(signEndpoints.ofJob, { params: { jobId: job.id } })
  const read = agreements.map(({ id, textHash }) => ({ agreementId: id, textHash }))
  await employer.call(signEndpoints.signMany, { params: { jobId: job.id }, body: { agreements: read, strokes, confirm: await codeFor(employer, read) } })
  return applications
}
