/** The words of deciding on a version, for officers. */
export const versionWords = {
  planned: (version: number, from: string) => `第 ${version} 版 ${from} 生效`,
  proposed: (version: number) => `第 ${version} 版等确认`,
  notYet: '还没生效',
  othersWait: '到那天之前，别的版本不能确认。',
  read: '看改了什么',
  yours: '这是您提的，要另一位同事来确认。',
  drop: '不用这一版',
  confirm: '确认，马上生效',
  unchanged: '和现在的一样',
}
