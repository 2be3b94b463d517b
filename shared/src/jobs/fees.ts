/** Money asked of workers in a posting. A list of plain words; deeper checks of postings are supervision's. */
const feeWords = [
  '押金', '保证金', '服装费', '工服费', '体检费', '培训费', '中介费', '介绍费', '报名费', '建档费', '入职费', '办卡费', '工牌费', '押身份证',
  '先交钱', '要交钱', '定金',
] as const

/** A clause that says the fee is not taken, right up to the word: 不收押金, 没有任何中介费, 免押金, 不收押金、服装费. */
const denied = /(不收取?|不用交?|不需要?交?|不要交?|不交|无需交?|无须交?|免收?|免交|没有|绝无|无|零)(任何)?([\u4e00-\u9fff]{2,4}[、和与及或])*$/

/** The first fee a text asks of workers, or null. A denial of the fee is not asking for it; 押金不退 is. */
export function feeAskedFor(text: string): string | null {
  const compact = text.replace(/\s/g, '')
  for (const clause of compact.split(/[，。；！？,;!?：:（）()]/)) {
    for (const word of feeWords) {
      for (let at = clause.indexOf(word); at >= 0; at = clause.indexOf(word, at + word.length)) {
        if (!denied.test(clause.slice(0, at))) return word
      }
    }
  }
  return null
}
