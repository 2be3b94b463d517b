import { signPdf } from '@market/bff/crypto/pdf-signature'
import { openTestAuthority, testKeyRing } from '@market/bff/crypto/test-authority'
import { testTimestamps } from '@market/bff/gateways/tsa/tsa.sandbox'
import { openAgreementPrinter, type AgreementToPrint } from '@market/bff/paper/agreement-printer'
import { firstForms } from '@market/shared/sign/first-template'
import { agreementText } from '@market/shared/sign/agreement-text'
import type { AgreementKind } from '@market/shared/sign/sign.contract'
import { agreementKindNames } from '@market/shared/sign/kinds'
import { keyFacts } from '@market/shared/sign/sign.rules'
import type { Terms } from '@market/shared/apply/apply.contract'
import { fontMakers } from '../../../bff/test/support/font-makers'
import { cpuMs, line, longestTurn, mean, quantile, short } from '../figures'

const papers = 50
const rounds = 4
const madeAt = Date.UTC(2026, 10, 23)
const number = '01936f4e-7c5b-7d3a-9c1e-2b6f8a90d111'

/** CPU and size of an agreement's paper, and how long the event loop is held while fifty are made beside it. */
export async function paper(): Promise<void> {
  const printer = openAgreementPrinter()
  const cold = process.cpuUsage()
  await printer.agreement(usual(0))
  line('CPU of the first, with its thread, libraries and font', `${short(cpuMs(cold))} ms`)

  const inputs = Array.from({ length: papers }, (_, at) => usual(at))
  const printAll = async (): Promise<void> => void (await Promise.all(inputs.map((one) => printer.agreement(one))))
  const cpu: number[] = []
  const turns: number[] = []
  const turnsWithout: number[] = []
  const asking: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage()
    const start = performance.now()
    await printAll()
    cpu.push(cpuMs(before) / papers)
    const took = performance.now() - start
    // Apart from the CPU, because the loop that is watched turns all the while. As long without papers tells what the machine does.
    turns.push(await longestTurn(printAll))
    turnsWithout.push(await longestTurn(() => new Promise((resolve) => { setTimeout(resolve, took) })))
    for (const one of inputs) {
      const asked = performance.now()
      const done = printer.agreement(one)
      asking.push(performance.now() - asked)
      await done
    }
  }
  line(`CPU of one of ${papers}, warm, by round`, `${cpu.map(short).join(', ')} ms; mean ${short(mean(cpu))} ms`)
  line('the event loop is held by asking for one, median and p99', `${short(quantile(asking, 0.5))}, ${short(quantile(asking, 0.99))} ms`)
  line(`longest turn of the event loop while ${papers} are made`, `${turns.map(short).join(', ')} ms`)
  line('the same while none is made', `${turnsWithout.map(short).join(', ')} ms`)

  const { document: { key, chain } } = testKeyRing(openTestAuthority())
  const { stamp } = testTimestamps(openTestAuthority(), Date.now)
  const { token } = await stamp(Buffer.alloc(32))
  line('bytes of the test authority’s timestamp; each takes two in a file', String(token.length))
  for (const [what, one] of [
    ['household', usual(0)],
    ['household, marked as a test', { ...usual(0), test: true }],
    ['task of a business', ofBusiness({})],
    ['task of a business, the longest terms', ofBusiness(longest)],
    ['household, names with rare characters', { ...usual(0), signatures: usual(0).signatures.map((side) => ({ ...side, name: '㛃喆堃瀍' })) }],
    ['task of a business, marked as a test', { ...ofBusiness({}), test: true }],
  ] as const) {
    const drawn = (room: number): Promise<Buffer> => printer.agreement({ ...one, seal: { ...one.seal, room } })
    const [unsigned, signed] = [await drawn(0), await signPdf({ key, chain, stamp, tokenBytes: token.length, drawn })]
    line(`bytes, signed: ${what}`, `${signed.length}, of which ${signed.length - unsigned.length} are the signature`)
  }
  await printer.close()
  await fontsOf(ofBusiness({}).text)
}

/** What a font of this text's characters takes, ours and what libraries make of the same font; `paper/README.md` draws the conclusion. */
async function fontsOf(text: string): Promise<void> {
  for (const { what, make } of await fontMakers(text)) {
    let bytes = await make()
    await make()
    const since = process.cpuUsage()
    for (let turn = 0; turn < 10; turn += 1) bytes = await make()
    line(`font of ${new Set(text).size} characters: ${what}`, `${bytes} bytes, ${short(cpuMs(since) / 10)} ms`)
  }
}

const terms: Terms = {
  jobVersion: 1, trade: 'loading', title: '卸货装车工', description: '卸两车瓷砖，戴手套', requirements: '', address: '洛阳市西工区王城大道100号', startsAt: madeAt + 86_400_000,
  endsAt: madeAt + 86_400_000 + 9 * 3_600_000, breakMinutes: 60, payFen: 20_000, payUnit: 'day', settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'], employerKind: 'business',
  employerName: '洛阳万顺物流有限公司', marketName: '洛阳市零工市场',
}
const sentences = '负责瓷砖、地板砖、卫浴洁具等建材从货车搬到三楼仓库，按规格型号分垛码放整齐，轻拿轻放，不得抛摔；每垛高度不超过一米五，垛与垛之间留出消防通道。现场有叉车和手动液压搬运车，叉车由持证司机操作，其他人不得擅自驾驶。破损的箱子单独堆放，拍照后交给仓管员登记。雨天路滑，卸货平台铺防滑垫，穿防砸鞋、戴手套和安全帽，夏季备有藿香正气水和绿豆汤。午饭在园区食堂凭票领取，可以在值班室休息。下午继续装车，核对送货单上的品名、数量和收货地址，缺货、错货立即报告组长。收工前清扫场地，捆扎带、缠绕膜和废纸箱分类回收，归还工具，经验收签字后结算工资。'
const longest: Partial<Terms> = { title: sentences.slice(0, 40), description: sentences.repeat(3).slice(0, 500), requirements: sentences.slice(30, 230), address: `洛阳市西工区${sentences.slice(10, 104)}` }

const written = (seed: number): number[][] =>
  Array.from({ length: 9 }, (_, stroke) => Array.from({ length: 40 }, (__, at) => [
    Math.round(170 + (stroke % 3) * 280 + 110 * Math.sin(at / 7 + seed + stroke)), Math.round(200 + Math.floor(stroke / 3) * 260 + 100 * Math.cos(at / 9 + stroke * seed)), stroke * 500 + at * 12,
  ]).flat())

function made(kind: AgreementKind, agreed: Terms, name: string, seed: number): AgreementToPrint {
  const employer = agreed.employerKind === 'household'
    ? { kind: 'household' as const, name, idNumber: '410305197003121234' }
    : { kind: 'business' as const, name, creditCode: '91410300MA9F7K2N3X', responsible: '李明', legalRepresentative: null }
  return {
    title: agreementKindNames[kind], number, keyFacts: keyFacts(agreed, kind, name),
    text: agreementText({ agreementId: number, kind, terms: agreed, worker: { name: '王建国', idNumber: '410305197003121234' }, employer, reason: '按约定的事实定的。', draftedAt: madeAt }, firstForms[kind], '2026-11-2'),
    signatures: [{ who: '甲方（用工方）', name, signedAt: madeAt + 60_000, strokes: written(seed) }, { who: '乙方（工人）', name: '王建国', signedAt: madeAt, strokes: written(seed + 1) }],
    link: 'https://market.example.cn/q/g7k3m2p9x4q17h3t0v5w', fingerprints: { textSm3: 'a3'.repeat(32), recordSha256: '5f'.repeat(32) }, madeAt, test: false,
    // As much as the keys and the timestamps of tests take.
    seal: { room: 2800, name: '零工市场', reason: '双方已签字，平台盖章存证', at: madeAt },
  }
}

const usual = (seed: number): AgreementToPrint => made('civil_service', { ...terms, employerKind: 'household', employerName: '赵*' }, '赵丽', seed)
const ofBusiness = (more: Partial<Terms>): AgreementToPrint => made('task_based', { ...terms, ...more }, '洛阳万顺物流有限公司', 1)
