import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import type { Terms } from '@market/shared/apply/apply.contract'
import { firstForms } from '@market/shared/sign/first-template'
import { agreementText, type EmployerIdentity } from '@market/shared/sign/agreement-text'
import type { AgreementKind } from '@market/shared/sign/sign.contract'
import { agreementKindNames } from '@market/shared/sign/kinds'
import { keyFacts } from '@market/shared/sign/sign.rules'
import { afterEach, describe, expect, it } from 'vitest'
import { agreementToPrint, handwriting } from '../../test/support/agreement-to-print'
import { inkOf, openPrinted, readQr, wronglyPrinted, type Pixels, type Printed } from '../../test/support/printed'
import { signPdf } from '../crypto/pdf-signature'
import { openTestAuthority, testKeyRing } from '../crypto/test-authority'
import { testTimestamps } from '../gateways/tsa/tsa.sandbox'
import { agreement, type AgreementPaper } from './agreement'
import { openFace } from './face'
import { fullFont } from './fonts'
import { agreementWords } from './paper.text'

const face = openFace(fullFont('regular'))
const household: EmployerIdentity = { kind: 'household', name: '赵丽', idNumber: '410305197003121234' }
const business: EmployerIdentity = { kind: 'business', name: '洛阳万顺物流有限公司', creditCode: '91410300MA9F7K2N3X', responsible: '李明', legalRepresentative: null }
const terms: Terms = {
  jobVersion: 1, trade: 'loading', title: '卸货装车工', description: '卸两车瓷砖，戴手套', requirements: '', address: '洛阳市西工区王城大道100号', startsAt: 1_795_473_000_000,
  endsAt: 1_795_505_400_000, breakMinutes: 60, payFen: 20_000, payUnit: 'day', settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'], employerKind: 'business',
  employerName: '洛阳万顺物流有限公司', marketName: '洛阳市零工市场',
}
const sentences = '负责瓷砖、地板砖、卫浴洁具等建材从货车搬到三楼仓库，按规格型号分垛码放整齐，轻拿轻放，不得抛摔；现场有叉车和手动液压搬运车，叉车由持证司机操作，其他人不得擅自驾驶。雨天路滑，卸货平台铺防滑垫，穿防砸鞋、戴手套和安全帽，夏季备有藿香正气水和绿豆汤。发现货架倾斜、电线裸露、气味异常，请马上撤离并拨打现场负责人电话。每两小时轮换一次岗位，喝水上厕所不扣钱，离开前互相检查有没有受伤或遗落物品。'
/** The longest that a posting may say (jobs.contract). */
const longest: Partial<Terms> = {
  title: sentences.slice(0, 40), description: sentences.repeat(3).slice(0, 500), requirements: sentences.slice(60).repeat(2).slice(0, 200), address: `洛阳市西工区${sentences.slice(20, 114)}`,
  perks: ['lunch', 'supper', 'lodging', 'transport', 'insurance', 'gloves'], marketName: '河南省三门峡市卢氏县官道口镇新坪村零工服务站与灵活就业服务窗口及技能提升中心',
}

const paperOf = (kind: AgreementKind, employer: EmployerIdentity, more: Partial<Terms> = {}, change: Partial<AgreementPaper> = {}): AgreementPaper => {
  const agreed = { ...terms, employerKind: employer.kind, ...more }
  const base = agreementToPrint({})
  const text = agreementText({ agreementId: base.number, kind, terms: agreed, worker: { name: '王建国', idNumber: '410305197003121234' }, employer, reason: '按约定的事实定的。', draftedAt: base.madeAt }, firstForms[kind], '2026-11-2')
  return { ...base, title: agreementKindNames[kind], text, keyFacts: keyFacts(agreed, kind, employer.name), ...change }
}
const ofHousehold = (change: Partial<AgreementPaper> = {}): AgreementPaper => paperOf('civil_service', household, {}, change)

let printed: Printed[] = []
const print = async (paper: AgreementPaper): Promise<Printed[]> => {
  const pdf = await agreement(face, paper)
  const first = await openPrinted(pdf)
  printed = [first]
  for (let page = 1; page < first.pages; page += 1) printed.push(await openPrinted(pdf, page))
  return printed
}
/** What poppler says, which we did not write. */
const poppler = (tool: string, pdf: Buffer, ...more: string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'paper-'))
  try {
    writeFileSync(join(folder, 'paper.pdf'), pdf)
    const [options, outcome] = [more.filter((one) => one !== '-'), more.filter((one) => one === '-')]
    return execFileSync(tool, [...options, join(folder, 'paper.pdf'), ...outcome], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
/** What is packed in a file, its objects among it. */
const streamsOf = (pdf: Buffer): string =>
  [...pdf.toString('latin1').matchAll(/\/FlateDecode[^>]*>>\nstream\n/g)].map(({ index, 0: head }) => inflateSync(pdf.subarray(index + head.length)).toString('latin1')).join('')
const solid = (words: string): string => words.replace(/\s/g, '')
const textOf = (pages: readonly Printed[]): string => solid(pages.map(({ text }) => text).join(''))
const cut = ({ width, grey }: Pixels, { x, y, width: w, height: h }: { x: number; y: number; width: number; height: number }): Pixels =>
  ({ width: w, height: h, grey: Uint8Array.from({ length: w * h }, (_, at) => grey[(y + Math.floor(at / w)) * width + x + (at % w)] ?? 255) })

afterEach(() => {
  for (const page of printed) page.close()
  printed = []
})

describe('an agreement on paper', () => {
  it.each([
    ['of a household', paperOf('civil_service', household)],
    ['part time', paperOf('part_time', business, { endsAt: terms.startsAt + 4 * 3_600_000, breakMinutes: 0 })],
    ['of a task', paperOf('task_based', business)],
    ['of a task, as long as can be', paperOf('task_based', business, longest)],
  ])('%s fits on two sheets of A4, with every line of the text that was signed', async (_which, paper) => {
    const pages = await print(paper)
    expect(pages.length).toBeLessThanOrEqual(2)
    expect([Math.round(pages[0]?.widthMm ?? 0), Math.round(pages[0]?.heightMm ?? 0)]).toEqual([210, 297])
    const found = pages.map((page) => solid(page.text)).join('')
    for (const line of paper.text.split('\n')) {
      // A line may go on on the next page, past that page's head and foot.
      const words = solid(line)
      const whole = found.includes(words) || Array.from({ length: words.length }, (_, at) => at).some((at) => solid(pages[0]?.text ?? '').includes(words.slice(0, at)) && solid(pages[1]?.text ?? '').includes(words.slice(at)))
      expect(whole, line).toBe(true)
    }
    for (const { label, value } of paper.keyFacts) expect(found).toContain(solid(label + value))
  })

  it('takes as many sheets as it needs rather than lose a word, and breaks what has no place to be broken', async () => {
    const description = `${'没有空格的长网址'.repeat(150)}https://example.cn/${'a'.repeat(400)}完`
    const pages = await print(ofHousehold({ text: `劳务协议\n\n第一条 工作\n${description.repeat(2)}\n` }))
    expect(pages.length).toBeGreaterThan(1)
    expect(textOf(pages).match(/a{60,}/g)?.join('').length).toBeGreaterThan(0)
    expect([...textOf(pages)].filter((character) => character === 'a').length).toBeGreaterThanOrEqual(800)
    expect(textOf(pages).match(/没有空格的长网址/g)?.length).toBeGreaterThan(280)
  })

  it('says on every page which it is, of how many, and its fingerprints', async () => {
    const paper = paperOf('task_based', business, longest)
    const pages = await print(paper)
    pages.forEach(({ text }, at) => {
      for (const words of [agreementWords.page(at + 1, pages.length), paper.number, paper.fingerprints.textSm3, paper.fingerprints.recordSha256]) expect(solid(text)).toContain(solid(words))
    })
  })

  it('names both sides, when each signed on the market’s clock, and how to check it', async () => {
    const text = textOf(await print(ofHousehold()))
    for (const words of ['甲方（用工方）赵丽', '2026年11月23日 06:31:05 签', '乙方（工人）王建国', '2026年11月23日 06:29:47 签', agreementWords.scan, agreementToPrint({}).link]) expect(text).toContain(solid(words))
  })

  it.each([100, 200])('carries a code that reads as its link at %i dpi, with a quiet zone of four', async (dpi) => {
    const pages = await print(ofHousehold({ test: true }))
    const code = readQr((pages.at(-1) as Printed).pixels(dpi), dpi)
    expect(code?.text).toBe(agreementToPrint({}).link)
    expect(code?.sideMm).toBeGreaterThan(28)
    expect(code?.quietModules).toBeGreaterThanOrEqual(4)
  })

  it('is large enough to read, inside what printers print, in a font that is embedded', async () => {
    const points = 72 / 25.4
    for (const { characters, heightMm, widthMm } of await print(paperOf('task_based', business, longest, { test: true }))) {
      const foot = 29 * points
      for (const { character, x, y, size, embedded } of characters) {
        expect(embedded).toBe(true)
        // The foot holds what nobody reads but whoever checks.
        if (y > foot) expect(size, character).toBeGreaterThanOrEqual(8.99)
        expect(x).toBeGreaterThan(10 * points)
        expect(x + size / 2).toBeLessThan((widthMm - 10) * points)
        expect(y).toBeGreaterThan(5 * points)
        expect(y).toBeLessThan((heightMm - 7) * points)
      }
    }
  })
})

describe('the letters of an agreement', () => {
  it.each([
    ['a household', ofHousehold({ test: true })],
    ['the longest', paperOf('task_based', business, longest)],
    ['rare characters of names', ofHousehold({ signatures: agreementToPrint({}).signatures.map((one) => ({ ...one, name: '㛃喆堃𠮷瀍·阿卜杜' })) })],
  ])('are those of the complete font: %s', async (_which, paper) => {
    for (const page of await print(paper)) {
      expect(wronglyPrinted(page, [])).toEqual([])
      const ratio = inkOf(page.textOnly(150)) / inkOf(page.inFullFont(150))
      expect(ratio).toBeGreaterThan(0.99)
      expect(ratio).toBeLessThan(1.01)
    }
    // Two pages at 300 dpi, set twice in a font of 10 MB: on a busy machine that takes its time.
  }, 90_000)

  it('are read as what they are where two look the same', async () => {
    expect(textOf(await print(ofHousehold({ text: '劳务协议\n中点·和・不同\n' })))).toContain('中点·和・不同')
  })
})

describe('the handwriting', () => {
  /** Where the first signature stands at 100 dpi, from the box around all: found by the name above it. */
  const written = async (strokes: number[][]): Promise<number> => {
    const pages = await print(ofHousehold({ signatures: agreementToPrint({}).signatures.map((one) => ({ ...one, strokes })) }))
    const page = pages.at(-1) as Printed
    const name = page.characters.filter(({ character }) => character === '赵').at(-1) as Printed['characters'][number]
    const unit = 100 / 72
    const pixels = page.pixels(100)
    return inkOf(cut(pixels, { x: Math.round(name.x * unit), y: Math.round(pixels.height - (name.y - 7) * unit), width: Math.round(168 * unit), height: Math.round(84 * unit) }))
  }

  it('is drawn as it was written', async () => {
    const line = await written([[0, 500, 0, 1000, 500, 900]])
    // 153 points of a line of 1.5, at 100 dpi, in shades of 255.
    const whole = 153 * 1.5 * (100 / 72) ** 2 * 255
    expect(line).toBeGreaterThan(whole * 0.95)
    expect(line).toBeLessThan(whole * 1.1)
    expect(await written([[0, 500, 0, 500, 500, 900]])).toBeLessThan(line * 0.55)
    expect(await written([[500, 500, 0]])).toBeGreaterThan(0)
    expect(await written(handwriting(1))).not.toBe(await written(handwriting(2)))
  })

  it('of the most points that are taken keeps the paper small', async () => {
    const scribble = [Array.from({ length: 3_000 }, (_, at) => [Math.round(500 + 480 * Math.sin(at / 15)), Math.round(500 + 480 * Math.cos(at / 11)), at * 16]).flat()]
    const few = (await agreement(face, ofHousehold())).length
    expect((await agreement(face, ofHousehold({ signatures: agreementToPrint({}).signatures.map((one) => ({ ...one, strokes: scribble })) }))).length).toBeLessThan(few + 15_000)
  })
})

describe('a paper that is only a test', () => {
  it('says so at the head and the foot of every page and across it; a real one nowhere', async () => {
    const count = (page: Printed): number => solid(page.text).split(solid(agreementWords.testBanner)).length - 1
    const marked = await print(ofHousehold({ test: true }))
    expect(marked.map(count)).toEqual(marked.map(() => 2))
    const across = marked.map((page) => inkOf(page.pixels(50)))
    for (const page of marked) page.close()
    const real = await print(ofHousehold())
    expect(real.map(count)).toEqual(real.map(() => 0))
    expect(textOf(real)).not.toContain('测试')
    real.forEach((page, at) => expect(across[at]).toBeGreaterThan(inkOf(page.pixels(50)) * 1.2))
  })
})

describe('the file of an agreement', () => {
  it('is read by other tools: text line by line, tags to be read aloud by, language, title, one embedded font, nothing that runs', async () => {
    const paper = ofHousehold()
    const file = await agreement(face, paper)
    const pdf = file.toString('latin1')
    expect(pdf.slice(0, 8)).toBe('%PDF-1.7')
    const all = pdf + streamsOf(file)
    for (const wanted of ['/Lang (zh-CN)', '/MarkInfo', '/StructTreeRoot', '/DisplayDocTitle true', '/CIDFontType0C', '/Type /ObjStm', '/SigFlags 3']) expect(all.includes(wanted), wanted).toBe(true)
    for (const unwanted of ['/JavaScript', '/JS', '/Encrypt', 'Helvetica']) expect(all.includes(unwanted), unwanted).toBe(false)
    const info = poppler('pdfinfo', file)
    for (const wanted of [`Title: +${paper.title} ${paper.number}\n`, 'Tagged: +yes\n', 'JavaScript: +no\n', 'Encrypted: +no\n', 'Pages: +2\n']) expect(info).toMatch(new RegExp(wanted))
    const tags = poppler('pdfinfo', file, '-struct').split('\n').map((line) => line.trim().split(' ')[0])
    const count = (tag: string): number => tags.filter((one) => one === tag).length
    expect([count('Document'), count('H1'), count('H2'), count('Figure')]).toEqual([1, 1, 11, 3])
    expect(poppler('pdfinfo', file, '-struct-text')).toContain('甲方（用工方）')
    // Name, kind, encoding, and: embedded, a part of one, with its characters.
    expect(poppler('pdffonts', file).split('\n').slice(2, -1).map((line) => line.replace(/\s+\d+\s+0$/, '').split(/\s+/).join(' '))).toEqual(['AGREEM+NotoSansSC-Regular CID Type 0C Identity-H yes yes yes'])
    const text = solid(poppler('pdftotext', file, '-'))
    for (const line of paper.text.split('\n').filter((one) => one.length < 40)) expect(text).toContain(solid(line))
  })

  it('is signed in no more than 60,000 bytes, the longest terms, rare names and the test mark included, and pdfsig says so', async () => {
    const authority = openTestAuthority()
    const { document: { key, chain } } = testKeyRing(authority)
    const { stamp } = testTimestamps(authority, Date.now)
    const { token } = await stamp(Buffer.alloc(32))
    const name = '㛃喆堃𠮷瀍'
    const signatures = agreementToPrint({}).signatures.map((one) => ({ ...one, name }))
    for (const paper of [ofHousehold({ test: true }), ...(['task_based', 'part_time', 'past_retirement'] as const).flatMap((kind) => [{}, longest].map((more) => paperOf(kind, business, more, { test: true })))]) {
      const signed = await signPdf({ key, chain, stamp, tokenBytes: token.length, drawn: (room) => agreement(face, { ...paper, signatures, seal: { ...paper.seal, room } }) })
      expect(signed.length, paper.title).toBeLessThanOrEqual(60_000)
      expect(poppler('pdfsig', signed, '-nocert')).toContain('Signature is Valid')
    }
  })

  it('is the same when it is made again', async () => {
    expect((await agreement(face, ofHousehold())).equals(await agreement(openFace(fullFont('regular')), ofHousehold()))).toBe(true)
  })
})
