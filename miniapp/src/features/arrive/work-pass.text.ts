import type { WorkPass } from '@market/shared/arrive/arrive.contract'

/** The words of the work pass, as a worker reads them. */
export const workPassText = {
  hint: '给工作人员扫，码会自己换',
  hintOffline: '没有网也能用，给工作人员扫',
  face: '工作人员会看脸，本人来才算数',
  spokenCode: '您的工作码，给工作人员扫',
  stale: '没有网，码过期了，连上网会自动换新的。急的话，请到服务台报您的名字和号。',
  tooOld: '这部手机的微信太旧，出不了工作码。请更新微信，或者到服务台打一张小票。',
  pictured: '截图没有用：码一会儿就换。到时候打开这一页给工作人员扫。',
  making: '正在出码…',
} as const

export const passWhoWords = ({ workerMasked, number }: Pick<WorkPass, 'workerMasked' | 'number'>): string => (number === null ? workerMasked : `${workerMasked} · ${number} 号`)

/** What to do when this phone cannot be shown. */
export const withoutPhoneWords = ({ number }: Pick<WorkPass, 'number'>): string =>
  number === null ? '手机没电了，请到服务台报您的名字，打一张小票。' : `手机没电了，请到服务台报 ${number} 号，打一张小票。`
