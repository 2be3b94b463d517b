import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { identityEndpoints } from '@market/shared/identity/identity.contract'
import { workLicenceEndpoints } from '@market/shared/identity/work-licences.contract'
import { licencesFor } from '@market/shared/identity/work-licences'
import { consent } from '@market/shared/register/consent'
import type { Act } from './caller'
import { deskOf, type DemoEmployer, type DemoPeople } from './people'

/** Drawn for the demo, and marked as such across the whole picture. */
export const picture = (name: string): string => readFileSync(fileURLToPath(new URL(name, import.meta.url))).toString('base64')

/** Has the person behind a business checked, and hands its licence in for review. */
export async function handIn(act: Act, { openid, contactName, idNumber }: DemoEmployer, marketId: string): Promise<void> {
  await act(openid, identityEndpoints.check, { body: { name: contactName, idNumber, consent: consent.version } }, `check ${openid}`)
  await act(openid, identityEndpoints.upload, { body: { kind: 'business_licence', imageBase64: picture('licence.jpg') } }, `licence ${openid}`)
  const papers = [{ kind: 'business_licence' as const, number: '', validFrom: '2020-05-01', validUntil: '' }]
  await act(openid, identityEndpoints.submitPapers, { body: { marketId, legalRepresentative: '', papers } }, `papers ${openid}`)
}

/** Those who answer for others are known themselves. */
export const verifyOfficials = (act: Act, { officials }: DemoPeople): Promise<unknown> =>
  Promise.all(officials.map(({ openid, name, idNumber }) => act(openid, identityEndpoints.check, { body: { name, idNumber, consent: consent.version } }, `check ${openid}`)))

/** Before the story begins the desk has looked at the papers of those who hire in it. Households were checked when they registered. */
export async function verifyBusinesses(act: Act, people: DemoPeople, marketId: string): Promise<void> {
  const [desk] = deskOf(people)
  if (!desk) throw new RangeError('the demo market has no desk')
  await Promise.all(
    people.employers.filter(({ papers }) => papers === 'accepted').map(async (employer) => {
      await handIn(act, employer, marketId)
      await acceptWaiting(act, desk.openid, employer.openid, 'identity')
    }),
  )
}

/** What somebody handed in is looked at and accepted. */
async function acceptWaiting(act: Act, desk: string, openid: string, kind: 'identity' | 'licence'): Promise<void> {
  const asked = await act(openid, casesEndpoints.mine, {}, '')
  const waiting = asked?.cases.find((one) => one.kind === kind && one.closedAt === null)
  if (!waiting) return
  const params = { verificationId: waiting.subjectId }
  // Nobody decides without having looked, and looking takes a reason.
  await act(desk, identityEndpoints.reveal, { params, body: { purpose: 'review' } }, `look ${kind} ${openid}`)
  await act(desk, identityEndpoints.accept, { params }, `accept ${kind} ${openid}`)
}

/** Those who do a trade that takes a licence have one, which the desk has looked at: without it nobody could be hired for it. */
export async function verifyLicences(act: Act, people: DemoPeople, marketId: string): Promise<void> {
  const desks = deskOf(people)
  const holders = people.workers.flatMap(({ openid, idNumber, trades }) => trades.map(licencesFor).flatMap(([kind]) => (kind === undefined ? [] : [{ openid, idNumber, kind }])))
  await Promise.all(
    holders.map(async ({ openid, idNumber, kind }, index) => {
      const desk = desks[index % desks.length]
      if (!desk) throw new RangeError('the demo market has no desk')
      await act(openid, identityEndpoints.upload, { body: { kind: 'work_licence', imageBase64: picture('licence.jpg') } }, `licence picture ${openid}`)
      const body = { marketId, kind, number: kind.startsWith('building') ? `豫A04${idNumber.slice(6, 14)}` : `T${idNumber}`, validUntil: '2031-06-30', reviewBy: '' }
      await act(openid, workLicenceEndpoints.submit, { body }, `hand in ${openid}`)
      await acceptWaiting(act, desk.openid, openid, 'licence')
    }),
  )
}
