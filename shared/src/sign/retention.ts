import { day } from '../words/time'

const year = 365 * day + day / 4

/**
 * How long what belongs to signing is kept, in ms, by class: the shortest time that serves its purpose (个人信息保护法 19), and not
 * shorter than the law asks.
 */
export const keptFor = {
  /** Drafts and half signatures of an application that came to nothing: the handwriting served no contract. */
  unsigned: 30 * day,
  /**
   * Text, handwriting and paper of an agreement, from its end on. Contracts two years (劳动合同法 50), wage records three (保障农民工工资支付条例 15):
   * the agreement says what the wage was.
   */
  agreement: 3 * year,
  /** Of one whose end nobody recorded, from the end of the work on: claims lapse after three years (民法典 188), and one more to be safe. */
  neverEnded: 4 * year,
} as const
