import { afterEach, describe, expect, it } from 'vitest'
import { openPrinted, readQr, wronglyPrinted, type Printed } from '../../test/support/printed'
import { openPaper, type Slip } from './paper'

const slip: Slip = {
  marketName: '洛阳市零工市场', nameMasked: '王*国', number: 38, day: '2026-11-23', link: 'https://market.example.cn/q/w7k3m2p9x4q17h3t0v5w',
  readableCode: 'w7k3 m2p9 x4q1 7h3t 0v5w', hotline: '0379-6321 8000', size: 'A6', madeAt: 1_795_400_000_000,
}
const sizes = ['A6', '58mm'] as const
const longMarket = '河南省三门峡市卢氏县官道口镇新坪村零工服务站与灵活就业服务窗口及技能提升中心'

const paper = openPaper()
let printed: Printed | undefined
const print = async (change: Partial<Slip>): Promise<Printed> => (printed = await openPrinted(await paper.slip({ ...slip, ...change })))

const close = (): void => {
  printed?.close()
  printed = undefined
}

describe.each(sizes)('a slip on %s', (size) => {
  afterEach(close)

  it('carries a code that reads as its link at the resolution of a receipt printer, with a quiet zone of four', async () => {
    const code = readQr((await print({ size })).pixels(203), 203)
    expect(code?.text).toBe(slip.link)
    expect(code?.sideMm).toBeGreaterThan(28)
    expect(code?.quietModules).toBeGreaterThanOrEqual(4)
  })

  it('names market, number and day, and the person only masked, in embedded fonts', async () => {
    const { text, characters } = await print({ size })
    for (const words of ['洛阳市零工市场', '38 号', '王*国', '11月23日', slip.readableCode, slip.hotline]) expect(text).toContain(words)
    expect(characters.filter(({ embedded }) => !embedded)).toEqual([])
  })

  it.each(['王*国', '喆*', '买*提·阿不都热合曼'])('prints every glyph for %s as the complete font does', async (nameMasked) => {
    expect(wronglyPrinted(await print({ size, nameMasked, marketName: longMarket }), [nameMasked, '号', '服务电话'])).toEqual([])
  })

  it('has no number for who has not checked in', async () => {
    const { text } = await print({ size, number: null })
    expect(text).not.toContain('38 号')
    expect(text).not.toContain('11月')
    expect(text).toContain('王*国')
  })

  it('keeps everything inside what the printer prints', async () => {
    const { characters, widthMm } = await print({ size, marketName: longMarket, nameMasked: '买*提·阿不都热合曼', number: 99_999 })
    const points = 72 / 25.4
    for (const { character, x, y, size: height } of characters) {
      expect(x).toBeGreaterThan(4.9 * points)
      expect(y).toBeGreaterThan(4 * points)
      if (/\p{Script=Han}/u.test(character)) expect(x + height).toBeLessThan((widthMm - 4.9) * points)
    }
  })
})

describe('the paper of a slip', () => {
  afterEach(close)

  it('is one sheet of A6, or a strip of 58 mm as long as its words', async () => {
    const sheet = await print({ size: 'A6', marketName: longMarket })
    expect([sheet.pages, Math.round(sheet.widthMm), Math.round(sheet.heightMm)]).toEqual([1, 105, 148])
    close()
    const { pages, widthMm, heightMm } = await print({ size: '58mm' })
    expect([pages, Math.round(widthMm)]).toEqual([1, 58])
    close()
    const long = await print({ size: '58mm', marketName: longMarket })
    expect(long.heightMm).toBeGreaterThan(heightMm)
    expect(long.heightMm).toBeLessThan(200)
  })
})
