/** Which agreements there are. `civil_service`: with a household; `past_retirement`: with a business, by somebody past retirement age. */
export const agreementKinds = ['part_time', 'task_based', 'civil_service', 'past_retirement'] as const
export type AgreementKind = (typeof agreementKinds)[number]

export const agreementKindNames: Readonly<Record<AgreementKind, string>> = {
  part_time: '非全日制用工劳动合同',
  task_based: '以完成一定工作任务为期限的劳动合同',
  civil_service: '劳务协议',
  past_retirement: '超龄劳动者用工协议',
}
