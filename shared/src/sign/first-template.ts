import { type FormText, type TemplateContent } from './agreement-template'

/**
 * The wording every province begins with. `name` changes with it, so that a draft nobody has signed is written anew; a province
 * puts its own version over it.
 */
export const firstTemplate = { version: 1, name: '2026-11-2' } as const

const heads = (employer: string, worker: string): string[] => [
  '{title}',
  '编号：{number}',
  `甲方（${employer}）：{employerName}`,
  '{employerIdentity}',
  `乙方（${worker}）：{workerName}`,
  '身份证号：{workerIdNumber}（已实名核对，完整号码加密存在零工市场）；住址以身份证上登记的为准',
]
const closing = ['甲方（电子签名）：', '乙方（电子签名）：', '拟定日期：{date}（签名时间以电子签名记录为准）']

const work = {
  heading: '工作内容和工作地点',
  lines: ['工作：{work}', '要求：{requirements}', '工作地点：{place}', '要换工作或换地点，先和乙方商量，乙方当时同意才算。'],
}
const hoursLines = ['时间：{time}，共干活{hours}；{rest}。', '工时从到岗确认算起，到下工为止，等活、准备、收拾的时间也算。']
const payLines = ['工钱：{pay}。', '结算：{settle}。', '另外提供（不抵工钱）：{perks}。']
const forbidden = {
  heading: '不许做的事',
  lines: ['甲方不得向乙方收押金、保证金、介绍费、服装费、培训费，不得扣押乙方的身份证或其他证件。', '甲方不得打骂、侮辱、歧视、强迫乙方；乙方应当爱护工具和财物，遵守安全规定。'],
}
const refusing = '甲方违章指挥、强令冒险的，乙方有权拒绝，可以马上离开，不算违约。'

/** 劳动合同法 17 (8), and 职业病防治法 33: what is not told is promised not to be there. */
const protection = {
  heading: '劳动保护、劳动条件和职业危害防护',
  lines: [
    '甲方提供合乎安全卫生要求的场地、工具和劳动防护用品，不收钱；上岗前把哪里危险、怎么防讲清楚。',
    '有粉尘、有毒有害、高温、登高、用电等危害的，甲方事先如实告诉乙方，并按国家规定防护；没有告诉的，甲方保证没有职业病危害。',
    '甲方不得安排女工、未满十八周岁的人干法律禁止的活。',
    refusing,
  ],
}
const injury = {
  heading: '受伤怎么办',
  lines: [
    '乙方干活受伤，甲方先送医并垫付医药费，依法申报工伤，乙方享受工伤保险待遇。',
    '甲方应当缴纳工伤保险费而没有缴纳的，由甲方按工伤保险的项目和标准支付（《工伤保险条例》第六十二条）。',
  ],
}
const insuranceRecord = '社会保险由甲方和乙方依法向社保经办机构办理，零工市场不代收代缴；是否已经缴纳，以社保经办机构的记录为准。'
const labourDisputes = {
  heading: '争议处理',
  lines: ['有争议先商量，可以请{market}调解，拨打 12333 咨询或向劳动保障监察投诉；也可以在一年内向劳动人事争议仲裁委员会申请仲裁，对裁决不服的向人民法院起诉。'],
}
const other = (keeping: string[]) => ({
  heading: '其他',
  lines: [
    '双方已把本文看完或听完，看懂后手写签名，以电子方式签订，与纸质的效力相同（《电子签名法》第三条、第十四条）。',
    '双方签好后内容不再改动，随时可以在零工市场的程序里免费查看、下载、打印；要纸质的，到服务台免费拿。',
    ...keeping,
    '没有写到的，按国家法律和当地的规定办；本文和法律不一致的，以法律为准。',
  ],
})
/** 劳动合同法 50. */
const keptTwoYears = ['合同解除或终止后，甲方把本合同至少保存两年。']

const partTime: FormText = {
  opening: [
    ...heads('用人单位', '劳动者'),
    '甲乙双方在{market}相识，自愿签订本合同。依据《中华人民共和国劳动合同法》第六十八条至第七十二条，本合同为非全日制用工劳动合同。',
    '为什么签这一种：{reason}',
  ],
  clauses: [
    { heading: '合同期限', lines: ['从{time}。不约定试用期（《劳动合同法》第七十条）。', '乙方可以同时在别的单位干活，先答应的先做好（《劳动合同法》第六十九条）。'] },
    work,
    { heading: '工作时间和休息休假', lines: [...hoursLines, '乙方在甲方平均每天不超过 4 小时，每周累计不超过 24 小时；超过的，不再按非全日制算，甲方按劳动法律补足乙方应得的。', '法定节假日按国家规定办。'] },
    { heading: '劳动报酬（工钱）', lines: [...payLines, '工钱不低于当地小时最低工资标准；结算最长不超过十五天（《劳动合同法》第七十二条）。甲方不得克扣、无故拖欠。'] },
    { heading: '社会保险', lines: ['甲方依法为乙方缴纳工伤保险费。养老保险和医疗保险，乙方可以按灵活就业人员身份自己参加。', insuranceRecord] },
    protection,
    injury,
    forbidden,
    { heading: '解除和终止', lines: ['任何一方随时可以通知对方终止，已经干的按实结清；甲方不付经济补偿（《劳动合同法》第七十一条）。'] },
    labourDisputes,
    other(keptTwoYears),
  ],
  closing,
}

const taskBased: FormText = {
  opening: [
    ...heads('用人单位', '劳动者'),
    '甲乙双方在{market}相识，自愿签订本合同。依据《中华人民共和国劳动合同法》第十五条，本合同为以完成一定工作任务为期限的劳动合同。',
    '为什么签这一种：{reason}',
  ],
  clauses: [
    { heading: '合同期限', lines: ['以做完第二条写的工作为止，约定时间为{time}。不约定试用期（《劳动合同法》第十九条）。'] },
    work,
    {
      heading: '工作时间和休息休假',
      lines: [
        ...hoursLines,
        '一天超过 8 小时的部分是加班，要乙方同意，长短不超过法律规定；甲方付不低于平时工钱一倍半的加班工钱。休息日、法定节假日干活的，按《劳动法》第四十四条付。',
      ],
    },
    {
      heading: '劳动报酬（工钱）',
      lines: [...payLines, '折合每小时不低于当地小时最低工资标准；低于依法应付的（含加班），按依法应付的补足。', '甲方不得克扣、无故拖欠。不是乙方的原因停工、提前下工的，按国家和当地的工资支付规定付。'],
    },
    { heading: '社会保险', lines: ['甲乙双方依法参加社会保险。甲方自用工之日起三十日内为乙方办理社会保险登记，按规定缴纳；个人应缴部分由甲方代扣代缴。', insuranceRecord] },
    protection,
    injury,
    forbidden,
    {
      heading: '解除和终止',
      lines: [
        '工作做完，合同终止，已经干的按实结清；依法应付经济补偿的，甲方照付（《劳动合同法实施条例》第二十二条）。',
        '甲方拖欠工钱、不给劳动保护或者强令冒险的，乙方可以马上不干（《劳动合同法》第三十八条）；其他提前解除的，依照《劳动合同法》办理。',
      ],
    },
    labourDisputes,
    other(keptTwoYears),
  ],
  closing,
}

const safety = '甲方提供安全的场地、工具和必要的防护用品，不收钱；干活前把哪里危险、怎么防讲清楚。高温、登高、用电等有规定的，按规定办。'

const household: FormText = {
  opening: [
    ...heads('雇主', '工人'),
    '甲乙双方在{market}相识，自愿签订本协议。甲方是个人家庭，双方是劳务关系，依据《中华人民共和国民法典》订立。',
    '为什么签这一种：{reason}',
  ],
  clauses: [
    { heading: '期限', lines: ['从{time}。'] },
    work,
    { heading: '干活时间和休息', lines: hoursLines },
    { heading: '劳务报酬（工钱）', lines: [...payLines, '甲方不得克扣、拖欠工钱。'] },
    { heading: '保险', lines: ['个人家庭雇人不办职工社会保险，甲方不因本协议为乙方缴纳。双方可以自己买意外伤害保险；没有写明的，就是没有买。'] },
    { heading: '安全', lines: [safety, refusing] },
    {
      heading: '受伤和意外',
      lines: [
        '乙方干活受伤，甲方先送医并垫付医药费；责任按双方各自的过错承担（《民法典》第一千一百九十二条）。因第三人受伤的，乙方可以请第三人赔偿，也可以请甲方先补偿。',
        '乙方干活时伤了别人、坏了别人的东西，由甲方承担；乙方是故意或者有重大过失的，甲方可以向乙方追偿（同一条）。',
      ],
    },
    forbidden,
    { heading: '终止', lines: ['任何一方可以通知对方提前结束，已经干的按实结清。无故不干或不用、让对方受损失的，承担相应责任。'] },
    { heading: '争议处理', lines: ['有争议先商量，可以请{market}或村（居）人民调解委员会调解，拨打 12348 免费问法律；也可以向人民法院起诉。'] },
    other([]),
  ],
  closing,
}

const pastRetirement: FormText = {
  opening: [
    ...heads('用人单位', '超龄劳动者'),
    '甲乙双方在{market}相识，自愿签订本协议。乙方已达到法定退休年龄，依据《中华人民共和国民法典》和国家、当地关于超龄劳动者权益保障的规定订立。',
    '为什么签这一种：{reason}',
  ],
  clauses: [
    { heading: '期限', lines: ['从{time}。不约定试用期。'] },
    work,
    { heading: '工作时间和休息休假', lines: [...hoursLines, '排活要看乙方的年龄和身体。国家或当地对超龄劳动者的工时、加班、节假日有规定的，按规定办。'] },
    { heading: '劳动报酬（工钱）', lines: [...payLines, '折合每小时不低于当地小时最低工资标准。甲方不得克扣、无故拖欠。'] },
    {
      heading: '社会保险',
      lines: ['乙方已达到法定退休年龄，甲方不再为乙方办理职工养老保险；乙方领养老金、享受医保不受本协议影响。', '国家或当地规定可以为超龄劳动者单独参加工伤保险的，甲方应当参加并付费；是否已经参加，以社保经办机构的记录为准。'],
    },
    {
      heading: '劳动保护、劳动条件和职业危害防护',
      lines: [
        ...protection.lines.slice(0, 2),
        '甲方不得安排乙方干国家或当地规定超龄劳动者不能干的活。',
        refusing,
      ],
    },
    { heading: '受伤怎么办', lines: ['乙方干活受伤，甲方先送医并垫付医药费；已参加工伤保险的按工伤保险待遇办，没有参加的由甲方依法赔偿，该按工伤办的不因乙方年纪大而少给。'] },
    forbidden,
    { heading: '终止', lines: ['任何一方可以通知对方提前结束，已经干的按实结清。无故不干或不用、让对方受损失的，承担相应责任。'] },
    { heading: '争议处理', lines: ['有争议先商量，可以请{market}调解，拨打 12333 咨询或投诉拖欠工钱；依法可以仲裁的，在一年内向劳动人事争议仲裁委员会申请；也可以向人民法院起诉。'] },
    other(keptTwoYears),
  ],
  closing,
}

export const firstForms: TemplateContent = { part_time: partTime, task_based: taskBased, civil_service: household, past_retirement: pastRetirement }
