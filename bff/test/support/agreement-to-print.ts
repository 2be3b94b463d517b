import type { AgreementToPrint } from '../../src/paper/agreement-printer'

/** A hand that writes a few loops; every `seed` another. */
export const handwriting = (seed: number): number[][] =>
  Array.from({ length: 9 }, (_, stroke) => Array.from({ length: 40 }, (__, at) => [
    Math.round(170 + (stroke % 3) * 280 + 110 * Math.sin(at / (6 + (seed % 3)) + seed + stroke)),
    Math.round(200 + Math.floor(stroke / 3) * 260 + 100 * Math.cos(at / 9 + stroke * seed)),
    stroke * 500 + at * 12,
  ]).flat())

const text = [
  '劳务协议', '编号：01936f4e-7c5b-7d3a-9c1e-2b6f8a90d111', '甲方（用工方）：赵丽', '乙方（工人）：王建国', '甲乙双方在洛阳市零工市场相识，自愿签订本协议。',
  '', '第一条 期限', '从2026年11月24日 06:30–15:30。', '', '第二条 工钱和结算', '工钱：200 元/天。', '结算：当天结，微信支付，付给乙方本人。', '',
  '甲方（电子签名）：', '乙方（电子签名）：', '拟定日期：2026年11月23日（签名时间以电子签名记录为准）', '',
].join('\n')

/** A short agreement as it is handed to the printer, with what a test wants different. */
export const agreementToPrint = (change: Partial<AgreementToPrint>): AgreementToPrint => ({
  title: '劳务协议', number: '01936f4e-7c5b-7d3a-9c1e-2b6f8a90d111',
  keyFacts: [{ label: '跟谁', value: '赵丽' }, { label: '哪天在哪儿', value: '2026年11月24日 06:30–15:30，洛阳市西工区王城大道100号' }, { label: '多少钱', value: '200 元/天，当天结，微信' }],
  text,
  signatures: [
    { who: '甲方（用工方）', name: '赵丽', signedAt: Date.UTC(2026, 10, 22, 22, 31, 5), strokes: handwriting(1) },
    { who: '乙方（工人）', name: '王建国', signedAt: Date.UTC(2026, 10, 22, 22, 29, 47), strokes: handwriting(2) },
  ],
  link: 'https://market.example.cn/q/g7k3m2p9x4q17h3t0v5w',
  fingerprints: { textSm3: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0', recordSha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
  madeAt: 1_795_400_000_000,
  test: false,
  // As much as the keys and the timestamps of tests take.
  seal: { room: 2800, name: '零工市场', reason: '双方已签字，平台盖章存证', at: 1_795_400_000_000 },
  ...change,
})
