import { checkPersonName } from '../register/register.rules'
import { checkCharacterOf } from '../register/resident-id'

/**
 * What the desk takes from an ID card, and nothing more: a reader delivers sex, nation, birthday, address and issuer as
 * well, none of which the market needs (PIPL 6, smallest scope). Either may be null: some readers type the number only.
 */
export type CardReading = { name: string | null; idNumber: string | null }

// Readers call the fields as the card does, or as their makers' programmers did.
const nameLabels = ['姓名', 'name', 'xm', 'personname', 'chinesename']
const otherLabels = [
  '公民身份号码', '公民身份证号码', '公民身份证号', '身份证号码', '身份证号', '证件号码', '证件号', '曾用名', '性别', '民族', '出生日期', '出生年月', '出生', '生日', '住址', '地址',
  '签发机关', '发证机关', '有效期限', '有效期起', '有效期止', '有效期至', '有效期', '起始日期', '截止日期',
  'idnumber', 'idno', 'idcardno', 'cardno', 'certno', 'id', 'code', 'sex', 'gender', 'nation', 'nationality', 'birth', 'birthday', 'birthdate', 'born',
  'address', 'addr', 'department', 'issuer', 'authority', 'validity', 'startdate', 'enddate', 'begindate', 'expirydate',
]
const chineseLabel = new RegExp([...nameLabels, ...otherLabels].filter((label) => label > '\u4e00').join('|'), 'g')

/** Longer than any card's fields together, several times over. */
const longestReading = 4_000

const plainWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0)).replace(/[\u3000\u00a0]/g, ' ')

/**
 * Name and number in whatever a reader of second-generation ID cards typed or delivered: fields in lines, or between tabs,
 * commas, colons, quotes or spaces, with or without labels, in the card's order or not. Null when neither is there.
 * The number passes its check digit; whether it may be registered is judged where all registrations are.
 */
export function readIdCardText(text: string): CardReading | null {
  if (text.length > longestReading) return null
  const fields = fieldsIn(plainWidth(text))
  const words = fields.flatMap(wordsOf)
  // A number in groups of digits is whole only in its field; one beside other digits only by itself.
  const idNumber = numberIn(words) ?? numberIn(fields)
  const name = nameIn(words)
  return idNumber === null && name === null ? null : { name, idNumber }
}

const fieldsIn = (text: string): string[] =>
  text
    .replace(chineseLabel, '\n$&\n')
    .split(/[\t\r\n,;|:="'{}[\]<>/、]+/)
    .map((field) => field.trim())
    .filter((field) => field !== '')

/** A reader may part its fields by spaces, and pads a name of two characters with one: `王 明`. Latin names keep theirs. */
function wordsOf(field: string): string[] {
  if (/^[A-Za-z]/.test(field)) return [field]
  const words: string[] = []
  for (const word of field.split(/\s+/)) {
    const before = words[words.length - 1]
    const parted = before !== undefined && isOneHan(before) && isOneHan(word) && !/^[男女]$/.test(word)
    if (parted) words[words.length - 1] = before + word
    else words.push(word)
  }
  return words
}

const isOneHan = (word: string): boolean => Array.from(word).length === 1 && word >= '\u3400'

function numberIn(fields: readonly string[]): string | null {
  for (const field of fields) {
    const found = /(?:^|\D)(\d{17}[\dX])(?![\dX])/.exec(field.toUpperCase().replace(/[ -]/g, ''))?.[1]
    if (found !== undefined && checkCharacterOf(found) === found.charAt(17)) return found
  }
  return null
}

const labelled = (labels: readonly string[], field: string): boolean => labels.includes(field.toLowerCase().replace(/[\s_]/g, ''))

function nameIn(fields: readonly string[]): string | null {
  const at = fields.findIndex((field) => labelled(nameLabels, field))
  if (at >= 0) return personName(fields[at + 1] ?? '')
  // Without labels the card's order holds: the name is the first of what could be one.
  const found = fields.find((field, place) => couldBeName(field) && !labelled(otherLabels, fields[place - 1] ?? ''))
  return found === undefined ? null : personName(found)
}

const personName = (field: string): string | null => {
  const checked = checkPersonName(field)
  return checked.ok && !labelled(otherLabels, field) ? checked.value : null
}

/** An address, an authority, a nation or 长期 is made of the same characters as a name. */
const couldBeName = (field: string): boolean =>
  field >= '\u3400' && personName(field) !== null && !/族$|局$|^长期$|[省市县].{2}|自治/.test(field)
