import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { hour, minute } from '@market/shared/words/time'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPerson, handTo, heldFor, licensed, makeCrew, newWorker, type Person } from './people'
import { openBrowser, type Phone, type StoryBrowser } from './phone'
import { startProduct, type Product } from './product'

/**
 * 派工: forty welders are there and 38 places are free. Staff send them all at once; three say no, and their places go round again,
 * to those who had none and to three who came late. In a product of its own: whoever of the demo people is there at this hour is
 * sent to work as well, and to their jobs a welder without a place may go.
 */

let product: Product
/** Nobody else in the demo market does it, so that these places are for the people of this story. */
const trade = '6-18-02-04'
const crowd = 40
const late = 3
const jobs = [
  { title: '焊护栏', address: '洛阳市涧西区西苑路 61 号', headcount: 20, payFen: 36_000 },
  { title: '焊货架', address: '洛阳市洛龙区开元大道 62 号', headcount: 10, payFen: 34_000 },
  { title: '焊大棚', address: '洛阳市孟津区河图路 63 号', headcount: 8, payFen: 32_000 },
]
const places = jobs.reduce((sum, { headcount }) => sum + headcount, 0)

let browser: StoryBrowser
let staff: Phone
let willing: Phone
let unwilling: Phone
let welders: Person[]
/** A welder comes with a licence that the desk has looked at. */
let newWelder: (serial: number) => Promise<Person>
/** Those for whom a place of these jobs is held after the first round. */
let asked: Person[]

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser('dispatch')
  ;[staff, willing, unwilling] = await Promise.all([browser.openPhone(), browser.openPhone(), browser.openPhone()])
  const employer = await demoPerson(product.url, ({ role, about }) => role === 'employer' && about.startsWith('洛阳宏运农贸有限公司'))
  const desk = await demoPerson(product.url, ({ role }) => role === 'staff')
  const { staff: at } = await desk.call(sessionEndpoints.me, {})
  const startsAt = Date.now() + 90 * minute
  for (const job of jobs) {
    await employer.call(jobsEndpoints.create, { body: {
      ...job, marketId: at?.marketId ?? '', trade, description: '按图点焊、满焊，有师傅带', requirements: '会二保焊', startsAt, endsAt: startsAt + 8 * hour, breakMinutes: 60,
      payUnit: 'day', settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'], contactName: '李建设', contactPhone: '15400001000',
    } })
  }
  newWelder = async (serial) => {
    const person = await newWorker(product, serial, [trade])
    await licensed(person, desk, at?.marketId ?? '', 'welder')
    return person
  }
  welders = []
  for (let serial = 0; serial < crowd; serial += 1) welders.push(await newWelder(serial))
  await makeCrew('老段焊工班', welders.slice(0, 4))
}, 180_000)
afterAll(async () => {
  await browser.close()
  expect(await product.stop()).toBe(0)
})

/** How many the proposal sends to work, as it says itself. */
async function sent(): Promise<number> {
  const words = await staff.page.getByText(/派上 \d+ 个/).filter({ visible: true }).first().textContent()
  return Number(/派上 (\d+) 个/.exec(words ?? '')?.[1])
}

/** Everybody for whom a place of these jobs is held; looked for until there are so many. */
async function whoIsAsked(atLeast: number): Promise<Person[]> {
  const titles = new Set(jobs.map(({ title }) => title))
  const deadline = Date.now() + 20_000
  for (;;) {
    const found: Person[] = []
    for (const one of welders) if (titles.has((await heldFor(one))?.terms.title ?? '')) found.push(one)
    if (found.length >= atLeast || Date.now() > deadline) return found
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

const accept = async (person: Person): Promise<void> => {
  const held = await heldFor(person)
  if (held !== null) await person.call(applyEndpoints.accept, { params: { applicationId: held.id }, body: { jobVersion: held.terms.jobVersion } })
}
const refuse = async (person: Person): Promise<void> => {
  const held = await heldFor(person)
  if (held !== null) await person.call(applyEndpoints.withdraw, { params: { applicationId: held.id } })
}
const welding = '[id^="dispatch-job-"]:has-text("焊护栏")'

test('staff see how many are there and how many are wanted, and one tap makes the proposal', async () => {
  await staff.enterAs(product.url, 'demo-staff-1')
  await staff.tap('#go-dispatch')
  await staff.sees('#dispatch-state')
  await staff.picture('before-a-dispatch')
  await staff.tap('#propose')
  await staff.sees(welding)
  await staff.picture('the-proposal')
  await staff.see(welding).scrollIntoViewIfNeeded()
  await staff.reads('老段焊工班')
  await staff.picture('who-goes-where')
  expect(await whoIsAsked(0)).toEqual([])
})

test('one person is moved by two taps, and the sheet says where there is no room', async () => {
  await staff.tap(`${welding} [id^="person-"]:not(:has-text("老段焊工班"))`)
  await staff.sees('#move-sheet')
  await staff.picture('another-job-or-none')
  const before = await sent()
  expect(before).toBeGreaterThanOrEqual(places)
  await staff.tap('#take-off')
  await staff.page.locator('#move-sheet').waitFor({ state: 'detached' })
  await staff.reads(`派上 ${before - 1} 个`)
})

test('everybody is told at once, after staff have confirmed once', async () => {
  const before = await sent()
  await staff.tap('#propose-anew')
  // Somebody was moved by hand: that is not thrown away by one tap.
  await staff.tap('#anew-sheet-confirm')
  await staff.reads(`派上 ${before + 1} 个`)
  await staff.tap('#confirm')
  await staff.picture('asked-once-more')
  await staff.tap('#confirm-sheet-confirm')
  await staff.sees('[id^="answer-"]')
  asked = await whoIsAsked(places)
  expect(asked).toHaveLength(places)
  await staff.picture('answers-with-their-clocks')
})

test('a worker sees the place on the phone, with pay, start and clock, and takes it; another says no', async () => {
  const [first, second] = asked
  if (!first || !second) throw new Error('nobody was asked')
  for (const [phone, person] of [[willing, first], [unwilling, second]] as const) {
    const held = await heldFor(person)
    await handTo(phone, person)
    await phone.page.goto(product.url)
    await phone.tap('#demo-new')
    await phone.sees('.ui-tabs')
    await phone.page.goto(`${product.url}/#/pages/application/index?applicationId=${held?.id ?? ''}`)
    await phone.sees('#offer-until')
  }
  await willing.picture('a-place-is-held')
  await willing.tap('#accept')
  await refuse(second)
  await unwilling.page.reload()
  await unwilling.picture('said-no')
})

test('the answers come in by themselves; three places go round again to others', async () => {
  const [, , third, fourth, ...others] = asked
  for (const one of [third, fourth]) if (one) await refuse(one)
  for (const one of others) await accept(one)
  await staff.reads('不去 3 人')
  await staff.picture('three-said-no')
  for (let serial = crowd; serial < crowd + late; serial += 1) welders.push(await newWelder(serial))
  await staff.tap('#again')
  await staff.sees('#confirm')
  await staff.sees('[id^="dispatch-job-"]')
  await staff.picture('the-next-round')
  await staff.tap('#confirm')
  await staff.tap('#confirm-sheet-confirm')
  await staff.sees('[id^="answer-"]')
  const again = await whoIsAsked(3)
  expect(again).toHaveLength(3)
  // They go to others: nobody is asked twice for what they have refused.
  expect(again.filter((one) => asked.includes(one))).toEqual([])
  for (const one of again) await accept(one)
  await staff.picture('the-next-round-answers')
})

test('nothing went wrong unseen in any of the phones', () => {
  expect(browser.problems()).toEqual([])
})
