import type { Import } from '@market/shared/exchange/exchange.contract'
import type { ImportPhase } from '@market/shared/exchange/import-phases'

/** What an import says of itself, in words for somebody who has sent a list. */

const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

export const isUnderWay = ({ phase }: { phase: ImportPhase }): boolean => phase === 'reading' || phase === 'judging' || phase === 'publishing'

/** Where it stands, in one line, and what comes next. */
export function importWords({ phase, rowsRead, rowsBad, rowsNew, rowsKnown, rowsInReview, problem }: Import): { now: string; next: string } {
  switch (phase) {
    case 'reading':
      return { now: rowsRead === 0 ? '正在打开文件' : `看了 ${thousands(rowsRead)} 条`, next: rowsBad > 0 ? `已经有 ${thousands(rowsBad)} 条要改` : '一条一条地看，可以先去忙别的，好了会告诉您' }
    case 'judging':
      return { now: `${thousands(rowsRead)} 条都看完了`, next: '马上就好' }
    case 'publishing':
      return { now: '正在发布', next: '全部没问题，一起发布' }
    case 'done':
      return {
        now: rowsNew === 0 ? '没有新的岗位' : `发布好了，新的 ${thousands(rowsNew)} 条`,
        next: [
          rowsKnown > 0 && `以前导过的 ${thousands(rowsKnown)} 条没有重复发`,
          rowsInReview > 0 && `有 ${thousands(rowsInReview)} 条要工作人员看一眼再显示`,
        ].filter(Boolean).join('；') || '工人现在就能看到',
      }
    case 'refused':
      return { now: `有 ${thousands(rowsBad)} 条要改，一条都没有发布`, next: '照下面写的改好，再传一次' }
    case 'failed':
      return { now: '这个文件没有导入', next: problem ?? '请再传一次' }
  }
}

/** `招工.xlsx · 共 120 条`. */
export const fileWords = ({ fileName, rowsRead }: Import): string => (rowsRead === 0 ? fileName : `${fileName} · 共 ${thousands(rowsRead)} 条`)

export const choiceProblems: Record<'too_large' | 'unreadable', string> = {
  too_large: '文件太大了，请分几次传。',
  unreadable: '请选 Excel（.xlsx）、CSV 或者 JSON 文件。',
}
