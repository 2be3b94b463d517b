import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { crewsEndpoints } from '@market/shared/crews/crews.contract'
import { consent } from '@market/shared/register/consent'
import { registerEndpoints } from '@market/shared/register/register.contract'
import { settleEndpoints } from '@market/shared/settle/settle.contract'
import { supervisionEndpoints } from '@market/shared/supervision/supervision.contract'
import { hour } from '@market/shared/words/time'
import type { TestApp, TestPerson } from './app'
import { showPapers } from './identity'
import { arrive, post, sign, unloading } from './journey'
import { giveLicence } from './licences'
import { byPoster, type TestMarket } from './market'
import { idNumber } from './people'

/** Who somebody is: what must be nowhere it was not put. */
export type KnownPerson = { name: string; idNumber: string; phone: string }

export type WholeDay = {
  market: TestMarket
  staff: TestPerson
  worker: TestPerson & { known: KnownPerson }
  employer: TestPerson & { known: KnownPerson }
  jobId: string
  applicationId: string
  agreementId: string
}

const register = async (worker: TestPerson, known: KnownPerson): Promise<void> => {
  await worker.call(registerEndpoints.worker, {
    body: { ...known, trades: ['4-02-05-01'], skillLevel: 'junior', wishedPayFen: 23_000, wishedPayUnit: 'day', consent: consent.version },
  })
}

/** The worker's registration once more, as a newcomer would make it. */
export const registerAs = register

/** One day from the gate to the money in hand, everything through the API, by two people who registered by themselves. */
export async function liveADay(app: TestApp): Promise<WholeDay> {
  const market = await app.market()
  const staff = await app.person({ name: '钱值班', phone: '13700009999', staffOf: market.marketId })
  const worker = { ...(await app.person({ newcomer: true })), known: { name: '欧阳锁柱', idNumber: idNumber(), phone: '13812349876' } }
  const employer = { ...(await app.person({ newcomer: true })), known: { name: '司马宏运', idNumber: idNumber(), phone: '13956781234' } }
  await register(worker, worker.known)
  await giveLicence(app, worker.personId, 'work_at_height')
  await worker.call(crewsEndpoints.make, { body: { name: `${worker.known.name}的班组` } })
  await worker.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
  const { name, phone } = employer.known
  await employer.call(registerEndpoints.employer, { body: { kind: 'business', name: '洛阳宏运农贸有限公司', licence: '91350100M000100Y43', contactName: name, phone, consent: consent.version } })
  await showPapers(employer, { name, idNumber: employer.known.idNumber }, staff, market.marketId)
  const { id: jobId } = await post(employer, unloading(market.marketId, { contactName: name, contactPhone: phone, startsAt: app.clock.now() + 2 * hour, endsAt: app.clock.now() + 11 * hour }))
  const { id: applicationId, agreement } = await worker.call(applyEndpoints.create, { params: { jobId } })
  const agreementId = agreement?.id ?? ''
  await sign(worker, agreementId, 'worker', worker.known.phone)
  await sign(employer, agreementId, 'employer', phone)
  app.clock.advance(2 * hour)
  await arrive(worker, staff, applicationId, app.clock.now())
  app.clock.advance(9 * hour)
  await worker.call(arriveEndpoints.finish, { params: { applicationId } })
  const hours = { minutes: 480, amountFen: 26_000 }
  await employer.call(settleEndpoints.propose, { params: { applicationId }, body: { ...hours, note: '' } })
  await worker.call(settleEndpoints.agree, { params: { applicationId }, body: hours })
  await employer.call(settleEndpoints.pay, { params: { applicationId }, body: { how: 'wechat' } })
  await worker.call(settleEndpoints.confirmPayment, { params: { applicationId } })
  await worker.call(supervisionEndpoints.report, { params: { jobId }, body: { reason: 'other', text: `${name}说话难听，电话 ${phone}` } })
  await app.feed.caughtUp()
  return { market, staff, worker, employer, jobId, applicationId, agreementId }
}
