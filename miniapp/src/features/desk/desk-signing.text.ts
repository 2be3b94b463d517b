import type { DeskPerson } from '@market/shared/desk/desk.contract'
import type { Agreement } from '@market/shared/sign/sign.contract'

/** The words of signing at the desk. Staff hold the screen, the worker reads on it. */
export const deskSigningWords = {
  waiting: '等本人签的协议',
  waitingUnder: '没手机的在这里签：您念，本人答、本人写，您见证',
  begin: '去签',
  cardTitle: '签协议要本人的身份证',
  cardWords: '光有小票不能签：小票可能是捡的。',
  title: '在服务台签协议',
  opening: '正在打开协议…',
  again: '再试一次',
  turn: '把屏幕转给本人看，点喇叭念给本人听。',
  payTurn: '让本人自己答、自己点，别替本人选。',
  writeTurn: '让本人用手指写自己的名字。不会写字的，写认得的字或画押也行，多画几笔。',
  changed: '协议内容刚变过，请从头再念一遍给本人听。',
  witnessStep: '工作人员见证',
  witness: '您来见证',
  witnessWhy: '您对着身份证看过，签字的是本人。您会作为见证人记进协议的存证，改不了。您不替哪一边签字，也不能是哪一边的人。',
  comparedLabel: '证件照片和本人',
  compared: '对过脸了，是本人',
  comparedMissing: '请对着身份证看一眼本人，再点这里',
  askedLabel: '这位有手机，也能自己在手机上签',
  asked: '本人要在这里签',
  askedMissing: '请问一下本人；要在这里签，就点这里',
  sign: '我见证，签好',
  signing: '正在签…',
  back: '上一步',
  leave: '先不签，回到这一位',
  print: '打印协议给本人',
  done: '好了',
}

/** Whether they could sign on a phone of their own, and have to say that they want to sign here. */
export const hasOwnPhone = ({ hasWechat, phoneMasked }: DeskPerson): boolean => hasWechat && phoneMasked !== null

/** What has come of it, and what is next; somebody without a phone gets no message, so it is said now. */
export const signedWords = ({ nameMasked }: DeskPerson, { status }: Agreement): { now: string; next: string } =>
  status === 'signed' || status === 'sealed'
    ? { now: `${nameMasked} 签好了，两边都签了`, next: '协议生效了。一分钟左右做好纸的，在这里打给本人，不收钱' }
    : { now: `${nameMasked} 签好了，等雇主签`, next: '告诉本人：雇主签了才算数，过一会儿来服务台问，签好了在这里打给本人' }
