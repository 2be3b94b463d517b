import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postingColumns } from '@market/shared/exchange/posting-columns'
import { csvText, sampleRow, writeManyPostings, writeText, writeWorkbook, writeZip, type SampleRow } from '../../../test/support/posting-files'
import { openRows, type FileRow } from './read-rows'
import { UnreadableFile } from './unreadable-file'

let folder: string
let files = 0
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'market-rows-')) })
afterAll(() => rm(folder, { recursive: true }))
const newPath = (): string => join(folder, `file-${++files}`)

async function rowsOf(path: string): Promise<{ format: string; date1904: boolean; rows: FileRow[] }> {
  const { rows, ...facts } = await openRows(path)
  const all: FileRow[] = []
  for await (const row of rows) all.push(row)
  return { ...facts, rows: all }
}
const ofText = async (text: string | Buffer) => {
  const path = newPath()
  await writeText(path, text)
  return rowsOf(path)
}
const ofWorkbook = async (rows: SampleRow[], options?: { inline?: boolean; date1904?: boolean }) => {
  const path = newPath()
  await writeWorkbook(path, rows, options)
  return rowsOf(path)
}
const reasonOf = async (reading: Promise<unknown>): Promise<string> => {
  const error: unknown = await reading.then(() => new Error('it was read'), (refused: unknown) => refused)
  expect(error).toBeInstanceOf(UnreadableFile)
  return (error as UnreadableFile).reason
}

const full = sampleRow(1)
const values = (row: SampleRow, empty: null | '') => Object.fromEntries(postingColumns.map(({ key }) => [key, row[key] === '' ? empty : row[key]]))

describe('CSV', () => {
  const text = csvText([full, sampleRow(2, { description: '第一行\n第二行，有“引号”和 "quotes"' })])

  it('in UTF-8 gives each line of the list as a row, with line breaks and quotes inside cells', async () => {
    const { format, rows } = await ofText(text)
    expect(format).toBe('csv')
    expect(rows).toHaveLength(2)
    expect(rows[0]).toEqual({ line: 2, values: values(full, '') })
    expect(rows[1]?.values.description).toBe('第一行\n第二行，有“引号”和 "quotes"')
  })

  it.each([
    ['with a mark in front', Buffer.from(`\ufeff${text}`)],
    ['with line ends of Unix', Buffer.from(text.replaceAll('\r\n', '\n'))],
    ['separated by tabs', Buffer.from(text.replaceAll(',', '\t'))],
    ['separated by semicolons', Buffer.from(text.replaceAll(',', ';'))],
    ['as Unicode text of Excel', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('%s is the same list', async (_how, bytes) => {
    expect((await ofText(bytes)).rows.map(({ values }) => values.externalId)).toEqual(['HY-000001', 'HY-000002'])
  })

  it('as Excel writes it in China (GB18030, rare names included) is the same list', async () => {
    // 岗位编号,工种,工作内容 … in GB18030; 㑹 needs its four-byte form.
    const heading = Buffer.from('b8dacebbb1e0bac5', 'hex')
    const header = 'trade,description,headcount,address,startsAt,endsAt,pay,settleWhen,settleHow,contactName,contactPhone'
    const line = Buffer.concat([Buffer.from('A1,'), Buffer.from('d7b0d0b6b0e1d4cb', 'hex'), Buffer.from(',x,1,y,,,,,,'), Buffer.from('cdf58139fa38', 'hex'), Buffer.from(',1')])
    const { rows } = await ofText(Buffer.concat([heading, Buffer.from(`,${header}\r\n`), line]))
    expect(rows[0]?.values).toMatchObject({ externalId: 'A1', trade: '装卸搬运', contactName: '王㑹' })
  })

  it('a title and empty lines above the heading are passed over, lines keep their number', async () => {
    const { rows } = await ofText(`洛阳宏运招工信息表,,\n\n${text}`)
    expect(rows[0]?.line).toBe(4)
  })

  it('a line with fewer or more cells is a row all the same', async () => {
    const [heading = '', first = ''] = text.split('\r\n')
    const { rows } = await ofText([heading, first.split(',').slice(0, 4).join(','), `${first},,,多出来的`].join('\r\n'))
    expect(rows.map(({ values: { pay, trade } }) => [trade, pay])).toEqual([['装卸搬运', null], ['装卸搬运', '260']])
  })
})

describe('Excel', () => {
  it('with shared strings and numbers gives each row with its number in the sheet, from the sheet people see', async () => {
    const row = sampleRow(1, { date: 46_350, startsAt: 0.270_833_3, pay: 260, headcount: 8 })
    const { format, date1904, rows } = await ofWorkbook([row])
    expect({ format, date1904 }).toEqual({ format: 'xlsx', date1904: false })
    expect(rows).toEqual([{ line: 2, values: values(row, null) }])
  })

  it('with strings inside the cells is the same', async () => {
    expect((await ofWorkbook([full], { inline: true })).rows).toEqual((await ofWorkbook([full])).rows)
  })

  it('signs of XML in a text are text', async () => {
    expect((await ofWorkbook([sampleRow(1, { description: '<b>&amp; 卸货 "快"' })])).rows[0]?.values.description).toBe('<b>&amp; 卸货 "快"')
  })

  it('says when days are counted from 1904', async () => {
    expect((await ofWorkbook([full], { date1904: true })).date1904).toBe(true)
  })

  const sheet = (xml: string, strings = '<sst/>') => async () => {
    const path = newPath()
    await writeZip(path, {
      'xl/workbook.xml': () => ['<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="a" r:id="rId1"/></x:sheets></x:workbook>'],
      'xl/_rels/workbook.xml.rels': () => ['<Relationships><Relationship Id="rId1" Target="/xl/worksheets/a.xml"/></Relationships>'],
      'xl/worksheets/a.xml': () => [xml],
      'xl/sharedStrings.xml': () => [strings],
    })
    return rowsOf(path)
  }
  const headings = postingColumns.map(({ header }) => `<c t="inlineStr"><is><t>${header}</t></is></c>`).join('')

  it('rich text, readings, formulas, truth and errors are read as what people see', async () => {
    const strings = '<sst><si><r><t>装卸</t></r><r><t>搬运</t></r><rPh sb="0" eb="1"><t>zhuang</t></rPh></si></sst>'
    const { rows } = await sheet(`<worksheet><sheetData><row>${headings}</row><row r="7"><c r="A7" t="str"><f>A1&amp;"1"</f><v>HY-1</v></c><c r="D7" t="s"><v>0</v></c><c r="E7" t="e"><v>#REF!</v></c><c r="H7" t="b"><v>1</v></c></row></sheetData></worksheet>`, strings)()
    expect(rows).toEqual([{ line: 7, values: expect.objectContaining({ externalId: 'HY-1', trade: '装卸搬运', title: '#REF!', headcount: true, address: null }) as object }])
  })

  it('entities of its own are refused before they could expand', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row>${headings}</row><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`
    expect(await reasonOf(sheet(bomb)())).toBe('broken')
  })

  it('a small file that inflates to a huge text is stopped before it is held', async () => {
    expect(await reasonOf(sheet(`<worksheet><sheetData><row><c t="inlineStr"><is><t>${'a'.repeat(30_000_000)}</t></is></c></row></sheetData></worksheet>`)())).toBe('too_large')
    expect(await reasonOf(sheet('<worksheet/>', `<sst>${'<si><t>0123456789</t></si>'.repeat(1_200_000)}</sst>`)())).toBe('too_large')
  })

  it('a sheet cut off in the middle, a zip that is no workbook and a zip cut off are named', async () => {
    expect(await reasonOf(sheet(`<worksheet><sheetData><row>${headings}</row>`)())).toBe('broken')
    const other = newPath()
    await writeZip(other, { 'word/document.xml': () => ['<document/>'] })
    expect(await reasonOf(rowsOf(other))).toBe('not_a_table')
    expect(await reasonOf(ofText(Buffer.from('504b030414000600080000002100', 'hex')))).toBe('broken')
  })
})

describe('JSON', () => {
  const one = JSON.stringify({ externalId: 'A1', 工种: '装卸搬运', headcount: 8, perks: ['管午饭', '发手套'], nested: { a: [1] }, description: '有 } 和 ] 和 \\" 在里面' })
  it.each([
    ['a list', `[${one},\n${one}]`],
    ['a list with a mark in front', `\ufeff [ ${one} , ${one} ]\n`],
    ['an object with jobs', `{"source":"宏运","count":2,"jobs": [${one},${one}], "more":{"a":[{}]}}`],
    ['one posting a line', `${one}\n${one}\n`],
  ])('%s gives each posting as a row', async (_how, text) => {
    const { format, rows } = await ofText(text)
    expect(format).toBe('json')
    expect(rows.map(({ line }) => line)).toEqual([1, 2])
    expect(rows[1]?.values).toEqual({ externalId: 'A1', trade: '装卸搬运', headcount: 8, perks: '管午饭、发手套', description: '有 } 和 ] 和 \\" 在里面' })
  })

  it('a posting that lies across two pieces of the file is whole', async () => {
    const path = newPath()
    await writeManyPostings(path, 'json', 400)
    const { rows } = await rowsOf(path)
    expect(rows.map(({ values }) => values.externalId)).toEqual(Array.from({ length: 400 }, (_, at) => sampleRow(at + 1).externalId))
  })

  it.each([
    ['cut off in a posting', `[${one},{"externalId":"A2"`, 'broken'],
    ['cut off after a posting', `[${one}`, 'broken'],
    ['cut off around the list', `{"jobs":[${one}]`, 'broken'],
    ['with a word between postings', `[${one} x ${one}]`, 'broken'],
    ['with a number for a posting', `[${one}, 5]`, 'broken'],
    ['with a mistake in a posting', '[{"externalId": A1}]', 'broken'],
    ['with a posting that has no end', `[{"externalId":"${'a'.repeat(200_000)}"}]`, 'too_large'],
    ['without a posting', '[]', 'empty'],
  ])('%s is named', async (_what, text, reason) => expect(await reasonOf(ofText(text))).toBe(reason))

  it('keys that would change objects are keys nobody asks for', async () => {
    const { rows } = await ofText('[{"__proto__":{"admin":true},"constructor":1,"externalId":"A1"}]')
    expect(rows[0]?.values).toEqual({ externalId: 'A1' })
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
})

describe('what is no list of postings', () => {
  it.each<[string, string | Buffer, string]>([
    ['nothing', '', 'empty'],
    ['only spaces', ' \n \n', 'empty'],
    ['an old or locked Excel file', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex'), 'old_excel'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'not_a_table'],
    ['a web page called .xls', '<html><table><tr><td>岗位编号</td></tr></table></html>', 'not_a_table'],
    ['a PDF', '%PDF-1.7\n', 'not_a_table'],
    ['a letter', '尊敬的领导：\n您好，\n附件是名单。\n此致\n敬礼\n王\n', 'no_heading'],
    ['a heading without rows', postingColumns.map(({ header }) => header).join(','), 'empty'],
    ['a quote that is never closed', `${postingColumns.map(({ header }) => header).join(',')}\n"没有完`, 'broken'],
    ['a line without an end', `${postingColumns.map(({ header }) => header).join(',')}\n"${'a'.repeat(200_000)}`, 'too_large'],
    ['bytes that are no letters', Buffer.from('b8dacebbff80ff80', 'hex'), 'bad_letters'],
  ])('%s is refused by name', async (_what, bytes, reason) => expect(await reasonOf(ofText(bytes))).toBe(reason))

  it('says which headings are missing', async () => {
    const error: unknown = await ofText('岗位编号,工种,人数,颜色\nA1,装卸,3,红').catch((refused: unknown) => refused)
    expect((error as UnreadableFile).sentence).toBe('第一行要写列名（岗位编号、工种、人数……），请按模板填。缺：工作内容、工作地点、开工时间、收工时间、工钱、结算时间、结算方式、联系人、联系电话。')
  })

  it('more rows than one import may have are refused, not cut off', async () => {
    const path = newPath()
    await writeManyPostings(path, 'csv', 50_001)
    expect(await reasonOf(rowsOf(path))).toBe('too_many_rows')
  })
})
