import { randomInt } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkCharacterOf } from '@market/shared/register/resident-id'
import { openBrowser, Phone, picturesFolder } from './phone'
import { startProduct, type Product } from './product'

/**
 * Three people, three phones, one day: what a worker, an employer and a member of staff do from the gate to payday, in a
 * real browser against the product as `npm start` serves it. Each step leaves a picture.
 */
describe('three people from the gate to payday', () => {
  let product: Product
  let browser: Browser
  let worker: Phone
  let employer: Phone
  let staff: Phone
  let gate: string
  /** Told apart from the demo market's own jobs, and from those of an earlier run. */
  const title = `卸白菜 ${randomInt(100, 1000)} 号车`

  beforeAll(async () => {
    product = await startProduct()
    const { gateToken } = (await (await fetch(`${product.url}/api/demo/people`)).json()) as { gateToken: string }
    gate = `${product.url}/q/${gateToken}`
    browser = await openBrowser()
    ;[worker, employer, staff] = await Promise.all([Phone.open(browser), Phone.open(browser), Phone.open(browser)])
  }, 240_000)

  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  it('a newcomer scans the gate and registers in a minute', async () => {
    await worker.page.goto(gate)
    await worker.picture('worker-enters')
    await worker.tap('demo-new')
    await worker.at('id-number').waitFor()
    await worker.picture('worker-registers')

    // First everything wrong: it is said beside the field, and nothing typed is lost.
    await worker.type('name', '王建国')
    await worker.type('id-number', '410302199001011234')
    await worker.sees('身份证号不对')
    await worker.picture('worker-is-told-what-is-wrong')

    await worker.type('id-number', idNumberOfNobody())
    await worker.type('phone', '13800005678')
    await worker.tap('trade-4-02-05-01')
    await worker.tap('usual-pay-200')
    await worker.tap('consent')
    await worker.picture('worker-has-filled-the-form')
    await worker.tap('submit-register')
    await worker.sees(/第 \d+ 位/)
    await worker.picture('worker-is-checked-in')
  })

  it('an employer scans the same gate, registers and posts in at most five taps', async () => {
    await employer.page.goto(gate)
    await employer.tap('demo-new')
    await employer.tap('hire-instead')
    await employer.at('licence').waitFor()
    await employer.type('name', '洛阳宏运农贸有限公司')
    await employer.type('licence', '91350100M000100Y43')
    await employer.type('contact-name', '李宏运')
    await employer.type('phone', '13900001234')
    await employer.tap('consent')
    await employer.picture('employer-registers')
    await employer.tap('submit-register')

    await employer.atPrefix('template-').waitFor()
    await employer.picture('employer-chooses-a-template')
    await employer.tap('template-0')
    // Earlier by half an hour as long as it goes: the arrival below happens now, whatever the hour of this test.
    for (const earlier = employer.at('start-minus'); (await earlier.getAttribute('aria-disabled')) !== 'true'; ) await earlier.tap()
    await employer.tap('section-what')
    await employer.type('title', title)
    await employer.picture('employer-posts')
    await employer.tap('publish')
    await employer.at('posted').waitFor()
    await employer.picture('employer-has-posted')
  })

  it('the worker finds the job, applies with one tap, understands the pay and signs', async () => {
    await worker.tap('tab-find')
    await worker.sees(title)
    await worker.picture('worker-looks-for-jobs')
    await worker.page.getByText(title).filter({ visible: true }).first().tap()
    await worker.at('apply').waitFor()
    await worker.picture('worker-reads-the-job')
    await worker.tap('apply')
    await worker.at('agreement-facts').waitFor()
    await worker.picture('worker-reads-the-agreement')
    await answerPayQuestion(worker)
    await worker.handwrite('signature')
    await worker.picture('worker-writes-the-name')
    await worker.tap('sign-submit')
    await worker.at('signed-next').waitFor()
    await worker.picture('worker-has-signed')
    await worker.tap('signed-next')
  })

  it('the employer sees who applied, and signs', async () => {
    await employer.page.reload()
    await employer.atPrefix('sign-').waitFor()
    await employer.picture('employer-sees-who-applied')
    await employer.atPrefix('sign-').tap()
    await employer.at('agreement-facts').waitFor()
    await employer.handwrite('signature')
    await employer.picture('employer-signs')
    await employer.tap('sign-submit')
    await employer.at('signed-next').waitFor()
    await employer.tap('signed-next')
  })

  it('staff scan the work pass, and the arrival is confirmed', async () => {
    await worker.page.reload()
    await worker.tap('open-work-pass')
    await worker.at('pass-code').waitFor()
    await worker.picture('worker-shows-the-work-pass')
    const pass = join(picturesFolder, 'pass.png')
    await writeFile(pass, await worker.at('pass-code').screenshot())

    await staff.page.goto(product.url)
    await staff.tap('demo-staff-1')
    await staff.at('scan-arrival').waitFor()
    await staff.picture('staff-is-on-duty')
    await staff.tap('scan-arrival')
    const chooser = staff.page.waitForEvent('filechooser')
    await staff.tap('pick-image')
    await (await chooser).setFiles(pass)
    await staff.sees('到岗')
    await staff.sees('王*国')
    await staff.picture('staff-confirms-the-arrival')
  })

  it('hours and pay are stated by the employer and confirmed by the worker', async () => {
    await worker.tap('back')
    await worker.page.reload()
    await worker.at('finish').waitFor()
    await worker.picture('worker-has-arrived')
    await worker.tap('finish')
    await worker.tap('finish-sheet-confirm')
    await worker.sees('等雇主填工时和工钱')

    await employer.page.reload()
    await employer.atPrefix('propose-').tap()
    await employer.at('propose-hours').waitFor()
    await employer.picture('employer-states-hours-and-pay')
    await employer.tap('propose-hours')
    await employer.sees('等工人确认')

    await worker.page.reload()
    await worker.at('agree-hours').waitFor()
    await worker.picture('worker-checks-hours-and-pay')
    await worker.tap('agree-hours')
    await worker.sees('等雇主付工钱')
  })

  it('the employer pays, the worker has the money, and it is settled', async () => {
    await employer.page.reload()
    await employer.page.locator('[id^="pay-"]:visible').first().tap()
    await employer.at('mark-paid').waitFor()
    await employer.picture('employer-pays')
    await employer.tap('mark-paid')
    await employer.sees('等工人确认收到')

    await worker.page.reload()
    await worker.at('confirm-payment').waitFor()
    await worker.picture('worker-is-asked-for-the-money')
    await worker.tap('confirm-payment')
    await worker.sees('工钱已到手')
    await worker.picture('worker-is-paid')
    await employer.page.reload()
    await employer.sees('已结清')
    await employer.picture('employer-is-done')
  })

  it('in large type nothing runs off the screen', async () => {
    await worker.tap('back')
    await worker.tap('tab-today')
    await worker.tap('type-switch')
    for (const tab of ['tab-today', 'tab-find', 'tab-mine', 'tab-me']) {
      await worker.tap(tab)
      await worker.at(tab).waitFor()
      expect(await worker.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
      await worker.picture(`large-type-${tab.slice(4)}`)
    }
  })

  it('no page reported an error on the way', () => {
    expect({ worker: worker.faults, employer: employer.faults, staff: staff.faults }).toEqual({ worker: [], employer: [], staff: [] })
  })
})

/** Chooses the pay that stands in the agreement. */
async function answerPayQuestion(phone: Phone): Promise<void> {
  const facts = await phone.at('agreement-facts').innerText()
  const yuan = /([\d,]+(?:\.\d+)?) ?元/.exec(facts)?.[1]?.replaceAll(',', '')
  if (!yuan) throw new Error(`the agreement does not say the pay: ${facts}`)
  await phone.tap(`pay-choice-${Math.round(Number(yuan) * 100)}`)
}

/** A valid number in a county that does not exist; another one for every run. */
function idNumberOfNobody(): string {
  const digits = `410399${randomInt(1965, 2000)}${String(randomInt(1, 13)).padStart(2, '0')}${String(randomInt(1, 29)).padStart(2, '0')}${String(randomInt(0, 1000)).padStart(3, '0')}`
  return digits + checkCharacterOf(digits)
}
