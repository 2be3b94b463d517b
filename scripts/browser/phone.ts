import { mkdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Locator, type Page } from 'playwright-core'
import { ensureChromium } from './chromium.mjs'

const artifacts = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'artifacts')

/** Where the demo market stands, and with it everybody in a story until they say otherwise. */
export const atTheGate = { lat: 34.6187, lng: 112.454 }

/** A browser in which one story is told, and the folder of its pictures, emptied: artifacts/journey for `journey`. */
export async function openBrowser(story: string): Promise<StoryBrowser> {
  const pictures = join(artifacts, story)
  rmSync(pictures, { recursive: true, force: true })
  mkdirSync(pictures, { recursive: true })
  const browser = await chromium.launch({
    executablePath: await ensureChromium(() => undefined),
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  })
  let taken = 0
  const phones: Phone[] = []
  return {
    async openPhone() {
      const phone = await Phone.open(browser, (name) => {
        taken += 1
        return join(pictures, `${String(taken).padStart(2, '0')}-${name}.png`)
      })
      phones.push(phone)
      return phone
    },
    problems: () => phones.flatMap(({ problems }) => problems),
    close: () => browser.close(),
  }
}

export interface StoryBrowser {
  /** A phone of somebody who is new to this browser. */
  openPhone(): Promise<Phone>
  /** What went wrong in any of the phones without anybody seeing it. */
  problems(): string[]
  close(): Promise<void>
}

/** One person's phone: 375 pixels wide, in a browser context of its own. */
export class Phone {
  /** What went wrong in the pages without anybody seeing it. */
  readonly problems: string[] = []
  /** How long stories waited because only one message a minute is sent. */
  waitedForCodesMs = 0

  private constructor(
    readonly page: Page,
    private readonly pictureFile: (name: string) => string,
  ) {
    page.on('pageerror', (error) => this.problems.push(error.message))
    page.on('response', (response) => {
      if (response.status() >= 500) this.problems.push(`${response.status()} ${new URL(response.url()).pathname}`)
    })
  }

  static async open(browser: Browser, pictureFile: (name: string) => string): Promise<Phone> {
    const context = await browser.newContext({
      viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
      geolocation: { latitude: atTheGate.lat, longitude: atTheGate.lng }, permissions: ['geolocation'],
    })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    return new Phone(page, pictureFile)
  }

  /** What is on the screen; pages underneath stay in the document and do not count. */
  see(selector: string): Locator {
    return this.page.locator(selector).filter({ visible: true }).first()
  }

  sees(selector: string): Promise<void> {
    return this.see(selector).waitFor()
  }

  reads(words: string): Promise<void> {
    return this.page.getByText(words).filter({ visible: true }).first().waitFor()
  }

  /** Waits until nothing of it is on the screen: a list shows what the phone kept until its answer has come. */
  loses(selector: string): Promise<void> {
    return this.see(selector).waitFor({ state: 'detached' })
  }

  tap(selector: string): Promise<void> {
    return this.see(selector).tap()
  }

  /** Enters as one of the demo people, by the id of their card; those after the second of a role are behind a fold. */
  async enterAs(url: string, card: string): Promise<void> {
    await this.page.goto(url)
    await this.sees('#demo-new')
    const role = /^demo-(\w+)-(\d+)$/.exec(card)
    if (role && Number(role[2]) > 2) await this.tap(`#demo-${role[1]}-more`)
    await this.tap(`#${card}`)
    await this.sees('.ui-tabs')
  }

  /** Types into a field, and leaves it. */
  async type(id: string, text: string): Promise<void> {
    const field = this.see(`#${id} input, #${id} textarea`)
    await field.fill(text)
    await field.blur()
  }

  /** Writes a name on the pad with a finger. */
  async writeName(): Promise<void> {
    const pad = this.see('canvas')
    // Into the middle: at the edge the button at the thumb would lie over it.
    await pad.evaluate((canvas: { scrollIntoView(how: object): void }) => canvas.scrollIntoView({ block: 'center' }))
    const box = await pad.boundingBox()
    if (!box) throw new Error('there is no pad to write on')
    for (const height of [0.3, 0.5, 0.7]) {
      await this.page.mouse.move(box.x + 40, box.y + box.height * height)
      await this.page.mouse.down()
      for (let step = 1; step <= 12; step += 1) await this.page.mouse.move(box.x + 40 + step * 16, box.y + box.height * height + (step % 3) * 6)
      await this.page.mouse.up()
    }
  }

  /**
   * Signs the agreement that is open, from its first step on; the message is read where the demo shows it.
   * @param payFen what a worker answers; an employer is not asked
   * @param at is told the step before it is done, and how many taps it took so far
   */
  async signs(payFen: number | null, at: (step: string, taps: number) => Promise<void> = () => Promise.resolve()): Promise<number> {
    let taps = 0
    const tap = async (selector: string): Promise<void> => {
      taps += 1
      await this.tap(selector)
    }
    await this.sees('#sign-next')
    await at('read', taps)
    await tap('#sign-next')
    if (payFen !== null) {
      await tap(`#pay-choice-${payFen}`)
      await at('pay', taps)
      await tap('#sign-next')
    }
    await this.writeName()
    await at('write', taps)
    await tap('#sign-next')
    await this.sees('#send-code')
    await at('confirm', taps)
    await tap('#send-code')
    await this.#codeComes()
    await tap('#fill-code')
    await at('code', taps)
    await tap('#sign-submit')
    return taps
  }

  /** One message a minute and person: another story may just have had one sent to the same demo person. */
  async #codeComes(): Promise<void> {
    await this.sees('#fill-code, #send-problem')
    if (await this.page.locator('#fill-code').isVisible()) return
    const from = performance.now()
    await this.page.waitForTimeout(61_000)
    await this.tap('#send-code')
    this.waitedForCodesMs += performance.now() - from
  }

  /** Opens the wheel of a date and keeps what it offers. */
  async choosesDay(id: string): Promise<void> {
    await this.tap(`#${id}`)
    await this.tap('.weui-picker__action >> text=确定')
  }

  /** Chooses a picture where this opens the phone's own window for one. */
  async choosePicture(selector: string, picture: Buffer): Promise<void> {
    const window = this.page.waitForEvent('filechooser')
    await this.tap(selector)
    await (await window).setFiles({ name: 'picture.png', mimeType: 'image/png', buffer: picture })
  }

  /** What this opens as a paper: its name and its bytes. */
  async download(selector: string): Promise<{ name: string; bytes: Buffer }> {
    const starting = this.page.waitForEvent('download')
    await this.tap(selector)
    const paper = await starting
    return { name: paper.suggestedFilename(), bytes: await readFile(await paper.path()) }
  }

  /** A parameter of the page that is open. */
  parameter(name: string): string {
    const value = new RegExp(`[?&]${name}=([^&]+)`).exec(this.page.url())?.[1]
    if (!value) throw new Error(`the page that is open has no ${name}`)
    return decodeURIComponent(value)
  }

  /** Keeps a picture of the screen among those of the story, numbered in their order. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: this.pictureFile(name), animations: 'disabled' })
  }
}
