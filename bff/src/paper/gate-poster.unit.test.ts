import subsetFont from 'subset-font'
import { afterEach, describe, expect, it } from 'vitest'
import { openPrinted, readQr, wordsIn, wronglyPrinted, type Pixels, type Printed } from '../../test/support/printed'
import { fullFont, loadFonts, type Fonts } from './fonts'
import { gatePoster } from './gate-poster'
import { openPaper, type GatePoster } from './paper'
import { posterWords } from './paper.text'

const poster: GatePoster = {
  marketName: '洛阳市零工市场', gateName: '东门', link: 'https://market.example.cn/q/g7k3m2p9x4q17h3t0v5w', readableCode: 'g7k3 m2p9 x4q1 7h3t 0v5w',
  hotline: '0379-6321 8000', size: 'A4', madeAt: 1_795_400_000_000,
}
const longNames = ['郑州航空港经济综合实验区灵活就业服务专区', '中原区棉纺路街道、百花里社区零工服务站', '河南省三门峡市卢氏县官道口镇新坪村零工服务站与灵活就业服务窗口及技能提升中心']
const sheets = [['A4', 210, 297], ['A3', 297, 420]] as const

const paper = openPaper()
let printed: Printed | undefined
const print = async (change: Partial<GatePoster> = {}): Promise<Printed> => (printed = await openPrinted(await paper.gatePoster({ ...poster, ...change })))

/** The page with a white square stuck on it. */
const withSpot = ({ width, height, grey }: Pixels, x: number, y: number, side: number): Pixels => {
  const spotted = grey.slice()
  for (let row = y; row < y + side; row += 1) spotted.fill(255, row * width + x, row * width + x + side)
  return { width, height, grey: spotted }
}

/** A font of these characters in which the last one has lost its outline, or has that of the one before. */
const damaged = async (characters: string, damage: 'empty' | 'another'): Promise<Buffer> => {
  const font = await subsetFont(fullFont('bold'), characters, { targetFormat: 'sfnt', noHinting: true, dropTables: [] })
  const table = (tag: string): number => font.readUInt32BE(font.indexOf(tag, 12, 'latin1') + 8)
  const entry = font.readUInt16BE(table('head') + 50) === 1 ? 4 : 2
  const [begin, end] = [characters.length, characters.length + 1].map((at) => table('loca') + at * entry) as [number, number]
  if (damage === 'another') {
    font.copy(font, end, begin, begin + entry)
    font.copy(font, begin, begin - entry, begin)
  } else font.copy(font, end, begin, begin + entry)
  return font
}

describe('a gate’s poster', () => {
  afterEach(() => {
    printed?.close()
    printed = undefined
  })

  it.each(sheets)('fills one sheet of %s', async (size, width, height) => {
    const { pages, widthMm, heightMm } = await print({ size })
    expect(pages).toBe(1)
    expect(Math.abs(widthMm - width)).toBeLessThan(0.5)
    expect(Math.abs(heightMm - height)).toBeLessThan(0.5)
  })

  it.each([['A4', 80], ['A3', 113]] as const)('on %s carries a large code that reads as its link, with a quiet zone of four', async (size, side) => {
    const code = readQr((await print({ size })).pixels(100), 100)
    expect(code?.text).toBe(poster.link)
    expect(code?.sideMm).toBeGreaterThan(side)
    expect(code?.quietModules).toBeGreaterThanOrEqual(4)
  })

  it('is read although something was stuck over a part of its code', async () => {
    const pixels = (await print()).pixels(100)
    const spot = 85
    const damaged = withSpot(pixels, Math.round((pixels.width - spot) / 2), 480, spot)
    expect(damaged.grey).not.toEqual(pixels.grey)
    expect(readQr(damaged, 100)?.text).toBe(poster.link)
  })

  it('says market, gate, steps, code and hotline, in fonts that are embedded', async () => {
    const { text, characters } = await print()
    for (const words of ['洛阳市零工市场', '东门', '扫码', '登记', '签到', poster.readableCode, poster.hotline, '不收钱', '没有手机']) expect(text).toContain(words)
    expect(characters.filter(({ embedded }) => !embedded)).toEqual([])
    expect(new Set(characters.map(({ weight }) => weight))).toEqual(new Set(['regular', 'bold']))
  })

  it.each(['洛阳市零工市场', ...longNames])('prints every glyph of %s as the complete font does', async (marketName) => {
    const page = await print({ marketName })
    expect(wronglyPrinted(page, wordsIn(posterWords))).toEqual([])
    for (const character of marketName) expect(page.text).toContain(character)
  })

  it('prints rare characters of a name too', async () => {
    expect(wronglyPrinted(await print({ marketName: '瀍河喆堃零工市场', gateName: '㛃门' }), ['瀍河喆堃零工市场', '㛃门'])).toEqual([])
  })

  it.each([
    ['lost its outline', '工', 'empty'],
    ['has the outline of another', '一工', 'another'],
  ] as const)('in which a glyph %s is noticed', async (_what, characters, damage) => {
    const fonts = await loadFonts()
    const data = await damaged(characters, damage)
    const broken: Fonts = { fileFor: (character, weight) => (character === '工' && weight === 'bold' ? { name: 'damaged', data } : fonts.fileFor(character, weight)) }
    printed = await openPrinted(await gatePoster(broken, poster))
    expect(wronglyPrinted(printed, [poster.marketName])).toEqual([damage === 'empty' ? poster.marketName : '工'])
  })

  it.each(longNames)('keeps the name %s inside what a printer prints', async (marketName) => {
    const { characters, widthMm } = await print({ marketName })
    const points = 72 / 25.4
    for (const { character, x, size } of characters) {
      expect(x).toBeGreaterThan(10 * points)
      if (/\p{Script=Han}/u.test(character)) expect(x + size).toBeLessThan((widthMm - 10) * points)
    }
  })

  it('is the same file when it is made again', async () => {
    expect((await paper.gatePoster(poster)).equals(await paper.gatePoster(poster))).toBe(true)
  })
})
