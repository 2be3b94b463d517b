/** Why a file could not be read at all, each with what a person can do about it. */
export const unreadableWords = {
  empty: '文件是空的，里面没有招工信息。',
  not_a_table: '这个文件不是表格，请传 Excel（.xlsx）、CSV 或者 JSON 文件。',
  old_excel: '这是老版 Excel（.xls）或者加了密码的文件。请用 Excel 打开，去掉密码，另存为 .xlsx 再传。',
  broken: '文件不完整或者坏了，请重新导出一份再传。',
  bad_letters: '文件里的汉字读不出来，请用 Excel 另存为“CSV UTF-8”或者 .xlsx 再传。',
  no_heading: '第一行要写列名（岗位编号、工种、人数……），请按模板填。',
  too_many_rows: '一次最多 5 万条，请分几次传。',
  too_large: '文件太大了，请分几次传。',
} as const
export type Unreadable = keyof typeof unreadableWords

/** Rows one import may have. */
export const mostRows = 50_000
/** Bytes of the file as it is sent. */
export const mostFileBytes = 40 * 1024 * 1024
