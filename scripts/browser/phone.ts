import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core'
import { findChromium } from './chromium.mjs'

/** Pictures of the day, for people to look at. */
export const picturesFolder = resolve(import.meta.dirname, '../../artifacts/journey')

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium here; `npm test` says what to install')
  await mkdir(picturesFolder, { recursive: true })
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  })
}

let pictures = 0

/** One person's phone: a browser context of its own, 375 points wide, used by tapping and typing. */
export class Phone {
  /** What went wrong inside the page: a story with errors in it has not passed. */
  readonly faults: string[] = []

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.faults.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text())
    })
  }

  static async open(browser: Browser): Promise<Phone> {
    const context = await browser.newContext({
      viewport: { width: 375, height: 812 },
      deviceScaleFactor: 2,
      isMobile: true,
      hasTouch: true,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    })
    context.setDefaultTimeout(30_000)
    return new Phone(context, await context.newPage())
  }

  /** The visible element with this id: pages behind this one keep theirs. */
  at(id: string): Locator {
    return this.page.locator(`[id="${id}"]:visible`).first()
  }

  /** The first visible element whose id starts so. */
  atPrefix(prefix: string): Locator {
    return this.page.locator(`[id^="${prefix}"]:visible`).first()
  }

  async tap(id: string): Promise<void> {
    await this.at(id).tap()
  }

  async type(id: string, text: string): Promise<void> {
    const input = this.at(id).locator('input, textarea').first()
    await input.fill(text)
    await input.blur()
  }

  /** Waits for these words to stand somewhere on the page. */
  async sees(words: string | RegExp): Promise<void> {
    await this.page.getByText(words).filter({ visible: true }).first().waitFor()
  }

  /** Writes a name with a finger on the pad. */
  async handwrite(id: string): Promise<void> {
    const pad = this.at(id)
    await pad.scrollIntoViewIfNeeded()
    const box = await pad.boundingBox()
    if (!box) throw new Error(`${id} is not on the screen`)
    const session = await this.context.newCDPSession(this.page)
    const strokes = [[[0.2, 0.25], [0.45, 0.22], [0.75, 0.25]], [[0.48, 0.2], [0.47, 0.5], [0.46, 0.82]], [[0.15, 0.8], [0.5, 0.78], [0.85, 0.82]]]
    for (const stroke of strokes) {
      const points = stroke.map(([x = 0, y = 0]) => ({ x: box.x + x * box.width, y: box.y + y * box.height }))
      await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points.slice(0, 1) })
      for (const point of points.slice(1)) await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] })
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    }
    await session.detach()
  }

  /** Keeps a picture of the screen as `NN-<name>.png`, once pictures and fonts are there. */
  async picture(name: string): Promise<void> {
    await this.page.evaluate(async () => {
      await document.fonts.ready
      await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
    })
    pictures += 1
    await this.page.screenshot({ path: join(picturesFolder, `${String(pictures).padStart(2, '0')}-${name}.png`), animations: 'disabled' })
  }

  async close(): Promise<void> {
    await this.context.close()
  }
}
