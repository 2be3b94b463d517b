import type { AtClosing } from '@market/shared/my-data/data-classes'

/** What one reads about the data that is held, and about closing an account. */
export const myDataWords = {
  page: '导出一份能看、能打印的',
  record: '导出一份给程序用的',
  takingNote: '身份证号不显示全，别人的姓名也不显示全。一天最多导出五次。',
  fileName: (ending: 'html' | 'json') => `我的信息.${ending}`,
  held: '存着您的哪些信息',
  heldShort: (count: number) => `${count} 类，做什么用、存多久`,
  close: '注销账号',
  closeTitle: '真的要注销吗？',
  closeWords: '七天后办理，这七天里随时能撤回。办好以后不能恢复；以后还能用同一张身份证重新登记。',
  open: '还有没办完的事，办完了才能注销：',
  why: '注销要确认是您本人，别人拿着您的手机也注销不了。',
  confirm: '确认注销',
  busy: '正在提交…',
  waiting: (when: string) => `${when}注销`,
  waitingNote: '那之前可以撤回，照常用。',
  keepOpen: '不注销了',
}

/** What becomes of a class of data when the account is closed. */
export const fateWords: Record<AtClosing, string> = {
  at_once: '注销时删除',
  nameless: '注销时去掉姓名和号码，只留编号',
  kept: '法律要求再存三年，到期删除',
}
