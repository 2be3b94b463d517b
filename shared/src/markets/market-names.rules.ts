import { fine, withoutSpacing, wrong, type Checked } from '../register/checked'
import { isHan } from '../words/letters'
import type { MarketKind } from '../words/lists'

/**
 * Names of markets and stations (Henan's opinions of 2024-07-03, clause 七). Three wordings for a market, one for a station:
 * `XX市（县、区）零工市场`, where a public employment service hall has a market inside it `灵活就业服务专区` or `灵活就业服务窗口`,
 * and `XX街道（乡镇）、社区（村）零工服务站`. The wording is no kind of its own: it stands in the name and is read from there.
 */
export const nameForms = ['market', 'zone', 'window', 'station'] as const
export type NameForm = (typeof nameForms)[number]

const endings: Record<NameForm, string> = {
  market: '零工市场',
  zone: '灵活就业服务专区',
  window: '灵活就业服务窗口',
  station: '零工服务站',
}
export const nameFormWords: Record<NameForm, string> = {
  market: '单独的零工市场',
  zone: '公共就业服务大厅里的专区',
  window: '公共就业服务大厅里的窗口',
  station: '家门口的服务站',
}

export const regionKinds = ['province', 'city', 'county', 'street', 'village'] as const
export type RegionKind = (typeof regionKinds)[number]

/** Where a market is to be: what its region is, and the names from the province down to the region itself. */
export type NamedPlace = { kind: RegionKind; names: readonly string[] }

/** A name that follows the standard, taken apart. */
export type MarketName = { name: string; form: NameForm; specialty: string | null }

const mostOfSpecialty = 8
const mostOfName = 50
/** Claims of rank that no public market may carry in its name (advertising law 9), and words that belong to the standard part. */
const notInSpecialty = ['第一', '最', '国家级', '全国', '中国', '顶级', '唯一', '零工', '市场', '服务站', '专区', '窗口', '劳务', '中介', '收费']

/** Which wording a standard name has; null for a name outside the standard. */
export const formOfName = (name: string): NameForm | null => nameForms.find((form) => name.endsWith(endings[form])) ?? null

const lastOf = (names: readonly string[]): string => names[names.length - 1] ?? ''
const ownName = (place: NamedPlace): string => lastOf(place.names)

/** What stands before the name of a small place, which alone is not unique in the province: 洛龙区 before 关林街道. */
const usualPrefix = (place: NamedPlace): string =>
  place.kind === 'street' ? place.names.slice(-2, -1).join('') : place.kind === 'village' ? place.names.slice(-3, -1).join('') : ''

export type NameParts = { form?: NameForm; specialty?: string }

/**
 * The standard name of a place's market, whether or not its parts are allowed: what stands in the field while somebody types. A
 * station carries the county (and a village's the street too) in front: 73 villages of the province are called 王庄村.
 */
export const usualMarketName = (kind: MarketKind, place: NamedPlace, { form = kind === 'station' ? 'station' : 'market', specialty = '' }: NameParts = {}): string =>
  `${usualPrefix(place)}${ownName(place)}${form === 'market' && kind === 'specialised' ? specialty : ''}${endings[form]}`

/**
 * The standard name of a place's market.
 * @throws RangeError when a specialised market has no specialty, or the kind does not belong to such a place
 */
export function composeMarketName(kind: MarketKind, place: NamedPlace, parts: NameParts = {}): string {
  const name = usualMarketName(kind, place, parts)
  const checked = checkMarketName(kind, place, name)
  if (!checked.ok) throw new RangeError(`${name}: ${checked.message}`)
  return checked.value.name
}

/** Whether a market of this kind may be set up in such a place; what is wrong, in words, where it may not. */
export function kindProblem(kind: MarketKind, place: RegionKind): string | null {
  const small = place === 'street' || place === 'village'
  if (kind === 'station') return small ? null : '零工服务站设在街道、乡镇、社区或村；省、市、县区设的是零工市场'
  if (small) return '街道、乡镇、社区和村设的是零工服务站，不设零工市场'
  return kind === 'specialised' && place === 'province' ? '专业性零工市场设在市、县、区，省里只设一个综合性零工市场' : null
}

/** What is left of `text` behind names of places that follow each other in order and end with the last one; null when it does not begin so. */
function behindPlace(text: string, names: readonly string[]): string | null {
  const own = lastOf(names)
  let rest = text
  for (const above of names.slice(0, -1)) {
    if (rest.startsWith(own)) break
    if (rest.startsWith(above)) rest = rest.slice(above.length)
  }
  return own !== '' && rest.startsWith(own) ? rest.slice(own.length) : null
}

function specialtyProblem(specialty: string): string | null {
  if (specialty === '') return '专业性零工市场要写明做哪一行，放在地名后面，例如“建筑”“家政”“装修”'
  if ([...specialty].length > mostOfSpecialty) return `行业名太长了，最多 ${mostOfSpecialty} 个字，例如“建筑”“家政”`
  const refused = notInSpecialty.find((word) => specialty.includes(word))
  return refused === undefined ? null : `行业名里不能有“${refused}”，只写行业，例如“建筑”“家政”`
}

/**
 * Checks a typed name against the standard of its kind and place. Spaces go; the reason of a refusal says what the name should be.
 * @param typed as a person wrote it, e.g. `洛阳市建筑零工市场`
 */
export function checkMarketName(kind: MarketKind, place: NamedPlace, typed: string): Checked<MarketName> {
  const misplaced = kindProblem(kind, place.kind)
  if (misplaced !== null) return wrong(misplaced)
  const name = withoutSpacing(typed)
  if (name === '') return wrong('请写名称')
  if (!Array.from(name).every(isHan)) return wrong('名称只用汉字，不要括号、字母、数字和符号')
  if ([...name].length > mostOfName) return wrong(`名称太长了，最多 ${mostOfName} 个字`)

  const own = ownName(place)
  const form = formOfName(name)
  if (kind === 'station') {
    if (form !== 'station') return wrong(`服务站的名称按规定写成“${usualPrefix(place)}${own}零工服务站”`)
  } else if (form === null || form === 'station') {
    return wrong(`零工市场的名称按规定以“零工市场”结尾，例如“${own}${kind === 'specialised' ? '建筑' : ''}零工市场”；设在公共就业服务大厅里的，以“灵活就业服务专区”或“灵活就业服务窗口”结尾`)
  }
  const middle = behindPlace(name.slice(0, -endings[form].length), place.names)
  if (middle === null) return wrong(`名称要用所在地的全名开头：“${own}”，前面可以再加上级地名`)
  if (form !== 'market' || kind !== 'specialised') {
    const whole = `${own}${endings[form]}`
    if (middle !== '') return wrong(`“${own}”和“${endings[form]}”之间不加别的字，写成“${whole}”${kind === 'comprehensive' && form === 'market' ? '；只做一个行业的，请选专业性零工市场' : ''}`)
    return kind === 'specialised' ? wrong('大厅里的专区和窗口是综合性的，请把类型改成综合性零工市场') : fine({ name, form, specialty: null })
  }
  const problem = specialtyProblem(middle)
  return problem === null ? fine({ name, form, specialty: middle }) : wrong(problem)
}
