/**
 * What a person agrees to before the ID number is taken: a consent of its own (PIPL 14, 17, 29, 30), in plain words.
 * Change the version with every change of the text: what was agreed to is recorded by version.
 */
export const consent = {
  version: '2026-12',
  title: '同意我们用您的身份信息',
  paragraphs: [
    '我们要用您的姓名、身份证号和手机号，用来确认是您本人、签用工协议、出了事能找到人。姓名和身份证号会送到有资质的核验机构核对。',
    '别人看到的只是“王*国”“138****5678”。签了协议的对方，能在协议上看到您的姓名和身份证号。',
    '身份证照片只用来认字，或者给工作人员核对本人，用完就删。',
    '不同意就不能登记，但可以照样看招工信息，也可以到服务台由工作人员帮您办。',
  ],
} as const
