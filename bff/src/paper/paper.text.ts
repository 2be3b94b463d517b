/** The words on paper, all of them: short, plain, and true without a phone in the hand. */

export const posterWords = {
  title: (marketName: string, gateName: string) => `${marketName} ${gateName} 扫码海报`,
  call: '微信扫一扫，今天就能找活',
  free: '找活、招人都不收钱',
  codeLabel: '扫不出来，就手填这串字',
  steps: [
    { name: '扫码', lines: ['打开微信扫一扫', '对准上面的码'] },
    { name: '登记', lines: ['第一次来才要填', '一分钟就好'] },
    { name: '签到', lines: ['马上排上号', '看到合适的活'] },
  ],
  hotline: '服务电话',
  desk: ['没有手机？不会用？', '到服务台，我们帮您办'],
  care: '任何人都不许收登记费、押金。码上贴了别的东西，先别扫，请告诉工作人员。',
} as const

export const slipWords = {
  title: (marketName: string, nameMasked: string) => `${marketName} ${nameMasked} 登记小票`,
  number: (number: number) => `${number} 号`,
  day: (month: number, date: number) => `${month}月${date}日签到`,
  advice: [
    '签到、到岗，给工作人员扫它。',
    '丢了马上来服务台，旧码作废，换一张新的。',
    '以后有了手机，带身份证来绑微信，账号不变。',
  ],
  hotline: '服务电话',
} as const

export const agreementWords = {
  numberLabel: '编号',
  signedAt: (when: string) => `${when} 签`,
  noWriting: '（没有手写笔迹）',
  scan: '扫码查真伪',
  check: '怎么查：微信扫右上方的码，或打开下面的网址，看编号、双方签名时间和指纹与这张纸是否一样。不一样，就不要信。纸是打印件，以查到的为准。',
  textFingerprint: '文本指纹（SM3）',
  recordFingerprint: '签署记录指纹（SHA-256）',
  page: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
  test: '测试',
  testBanner: '测试 · 演示用 · 不是真合同，没有法律效力',
  codeOf: (link: string) => `查验用的二维码：${link}`,
  writingOf: (who: string, name: string) => `${who}${name}的手写签名`,
} as const
