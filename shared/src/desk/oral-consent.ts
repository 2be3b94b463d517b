/**
 * What staff read to a person before their ID card is taken: a consent of its own (PIPL 14, 17, 29), given by word of mouth
 * before a member of staff, who is recorded with it. Change the version with every change of the text.
 */
export const oralConsent = {
  version: '2026-11-desk',
  title: '念给本人听，本人同意再登记',
  paragraphs: [
    '我们要登记您的姓名和身份证号，用来确认是您本人、签用工协议、出了事能找到人。',
    '身份证上别的内容不留。手机号可以不填；填家里人的，要家里人同意。',
    '别人看到的只是“王*国”。签了协议的对方，能在协议上看到您的姓名和身份证号。',
    '给您一张小票，上面有您的号和码。丢了来服务台，马上停用，再打一张。',
    '不收钱。您随时可以来服务台看、改，或者不要了。',
  ],
} as const
