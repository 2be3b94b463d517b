import type { AgreementKind } from './sign.contract'

/**
 * The agreements' wording, as data with a version. A signed agreement keeps its own text; a change here is a new version
 * and touches nothing that exists. Slots are typed: a clause cannot ask for what nobody supplies.
 */
export const templateVersion = '2026-11-1'

export type Slot =
  | 'title' | 'number' | 'date'
  | 'employerName' | 'employerIdentity' | 'workerName' | 'workerIdNumber'
  | 'work' | 'requirements' | 'place' | 'time' | 'hours' | 'rest' | 'pay' | 'settle' | 'perks' | 'market'

export type Line = { texts: readonly string[]; slots: readonly Slot[] }

const line = (texts: TemplateStringsArray, ...slots: Slot[]): Line => ({ texts: [...texts], slots })

export type Clause = { heading: string; lines: readonly Line[] }

/** Which clause a kind of agreement has; a person past retirement age works for a business under a service agreement too. */
export type Form = Exclude<AgreementKind, 'civil_service'> | 'household_service' | 'retired_service'

const heads: readonly Line[] = [
  line`${'title'}`,
  line`编号：${'number'}`,
  line`甲方（用工方）：${'employerName'}`,
  line`${'employerIdentity'}`,
  line`乙方（工人）：${'workerName'}`,
  line`身份证号：${'workerIdNumber'}（已实名核对）；住址以身份证上登记的为准`,
]

const preambles: Record<Form, Line> = {
  part_time: line`甲乙双方在${'market'}相识，自愿签订本合同。依据《中华人民共和国劳动合同法》第六十八条至第七十二条，本合同为非全日制用工劳动合同。`,
  task_based: line`甲乙双方在${'market'}相识，自愿签订本合同。依据《中华人民共和国劳动合同法》第十五条，本合同为以完成一定工作任务为期限的劳动合同。`,
  household_service: line`甲乙双方在${'market'}相识，自愿签订本协议。甲方是个人家庭，双方是劳务关系，依据《中华人民共和国民法典》订立。`,
  retired_service: line`甲乙双方在${'market'}相识，自愿签订本协议。乙方已达到法定退休年龄，双方是劳务关系，依据《中华人民共和国民法典》和国家关于超龄劳动者权益保障的规定订立。`,
}

const terms: Record<Form, Line> = {
  part_time: line`从${'time'}。同一甲方平均每天不超过 4 小时，每周累计不超过 24 小时。不约定试用期。`,
  task_based: line`以做完第二条写的工作为止，约定时间为${'time'}。不约定试用期。`,
  household_service: line`从${'time'}。`,
  retired_service: line`从${'time'}。`,
}

const overtime: Record<Form, Line[]> = {
  part_time: [],
  task_based: [line`一天超过 8 小时的部分，甲方按《劳动法》第四十四条付加班工资；第五条的工钱低于依法应付的，按依法应付的补足。`],
  household_service: [],
  retired_service: [],
}

const payRules: Record<Form, Line> = {
  part_time: line`工钱不低于当地小时最低工资标准，结算最长不超过十五天（《劳动合同法》第七十二条）。`,
  task_based: line`折合每小时不低于当地小时最低工资标准。甲方不得拖欠、克扣工钱。`,
  household_service: line`甲方不得拖欠、克扣工钱。`,
  retired_service: line`折合每小时不低于当地小时最低工资标准。甲方不得拖欠、克扣工钱。`,
}

const insurance: Record<Form, Line[]> = {
  part_time: [
    line`甲方依法为乙方缴纳工伤保险费。养老保险和医疗保险，乙方可以按灵活就业人员身份自己参加。`,
    line`社会保险由甲方和乙方依法向社保经办机构办理，零工市场不代收代缴；是否已经缴纳，以社保经办机构的记录为准。`,
  ],
  task_based: [
    line`甲乙双方依法参加社会保险。甲方自用工之日起三十日内为乙方办理社会保险登记，按规定缴纳；个人应缴部分由甲方代扣代缴。`,
    line`社会保险由甲方和乙方依法向社保经办机构办理，零工市场不代收代缴；是否已经缴纳，以社保经办机构的记录为准。`,
  ],
  household_service: [line`个人家庭雇人不办职工社会保险，甲方不因本协议为乙方缴纳。双方可以自己买意外伤害保险；没有写明的，就是没有买。`],
  retired_service: [line`乙方已达到法定退休年龄，不再办理职工养老保险。国家或河南省规定可以为超龄劳动者单独参加工伤保险的，甲方应当参加并付费；是否已经参加，以社保经办机构的记录为准。`],
}

const injury: Record<Form, Line[]> = {
  part_time: [
    line`乙方干活受伤，甲方先送医并垫付医药费，依法申报工伤，乙方享受工伤保险待遇。`,
    line`甲方应当缴纳工伤保险费而没有缴纳的，由甲方按工伤保险的项目和标准支付（《工伤保险条例》第六十二条）。`,
  ],
  task_based: [
    line`乙方干活受伤，甲方先送医并垫付医药费，依法申报工伤，乙方享受工伤保险待遇。`,
    line`甲方应当缴纳工伤保险费而没有缴纳的，由甲方按工伤保险的项目和标准支付（《工伤保险条例》第六十二条）。`,
  ],
  household_service: [line`乙方干活受伤，甲方先送医并垫付医药费；责任按双方各自的过错承担（《民法典》第一千一百九十二条）。因第三人受伤的，乙方可以请第三人赔偿，也可以请甲方先补偿。`],
  retired_service: [line`乙方干活受伤，甲方先送医并垫付医药费；已参加工伤保险的按工伤保险待遇办，没有参加的由甲方依法赔偿。`],
}

const ending: Record<Form, Line[]> = {
  part_time: [line`任何一方随时可以通知对方终止，已经干的按实结清；甲方不付经济补偿（《劳动合同法》第七十一条）。`],
  task_based: [line`工作做完，合同终止。提前解除的，依照《劳动合同法》办理；依法应付经济补偿的，甲方照付。`],
  household_service: [line`任何一方可以通知对方提前结束，已经干的按实结清。无故不干或不用、让对方受损失的，承担相应责任。`],
  retired_service: [line`任何一方可以通知对方提前结束，已经干的按实结清。无故不干或不用、让对方受损失的，承担相应责任。`],
}

const disputes: Record<Form, Line> = {
  part_time: line`有争议先商量，可以请${'market'}调解，拨打 12333 咨询或向劳动保障监察投诉；也可以在一年内向劳动人事争议仲裁委员会申请仲裁，对裁决不服的向人民法院起诉。`,
  task_based: line`有争议先商量，可以请${'market'}调解，拨打 12333 咨询或向劳动保障监察投诉；也可以在一年内向劳动人事争议仲裁委员会申请仲裁，对裁决不服的向人民法院起诉。`,
  household_service: line`有争议先商量，可以请${'market'}或村（居）人民调解委员会调解，拨打 12333 咨询；也可以向人民法院起诉。`,
  retired_service: line`有争议先商量，可以请${'market'}调解，拨打 12333 咨询或反映拖欠工钱；也可以向人民法院起诉。`,
}

/** The whole agreement of one form, in the order of 劳动合同法 17. */
export const agreementTemplate = (form: Form): { opening: readonly Line[]; clauses: readonly Clause[]; closing: readonly Line[] } => ({
  opening: [...heads, preambles[form]],
  clauses: [
    { heading: '期限', lines: [terms[form]] },
    { heading: '工作内容和地点', lines: [line`工作：${'work'}`, line`要求：${'requirements'}`, line`地点：${'place'}`, line`不得改派本条以外的工作或地点，除非乙方当时同意。`] },
    { heading: '工作时间和休息', lines: [line`时间：${'time'}，共干活${'hours'}；${'rest'}。`, line`工时从到岗确认算起，到下工为止，等活、准备的时间也算。`, ...overtime[form]] },
    { heading: '劳动保护', lines: [line`甲方提供安全的场地、工具和必要的劳动防护用品，上岗前把危险处讲清楚，依法防止职业病危害。高温、登高、用电等有规定的，按规定办。`, line`甲方违章指挥、强令冒险的，乙方有权拒绝，不算违约。`] },
    { heading: '工钱和结算', lines: [line`工钱：${'pay'}。`, line`结算：${'settle'}。`, line`另外提供：${'perks'}。`, payRules[form]] },
    { heading: '社会保险', lines: insurance[form] },
    { heading: '受伤和意外', lines: injury[form] },
    { heading: '不许做的事', lines: [line`甲方不得向乙方收押金、保证金、介绍费、服装费、培训费，不得扣押乙方的身份证或其他证件。`, line`甲方不得打骂、侮辱、歧视乙方；乙方应当爱护工具和财物，遵守安全规定。`] },
    { heading: '终止', lines: ending[form] },
    { heading: '争议', lines: [disputes[form]] },
    { heading: '其他', lines: [line`双方已把本文看完或听完，看懂后手写签名，以电子方式签订，与纸质的效力相同（《电子签名法》第三条、第十四条）。`, line`双方签好后内容不再改动，任何一方随时可以在零工市场的程序里免费查看。没有写到的，按国家法律和河南省的规定办。`] },
  ],
  closing: [line`甲方（电子签名）：`, line`乙方（电子签名）：`, line`拟定日期：${'date'}（签名时间以电子签名记录为准）`],
})
