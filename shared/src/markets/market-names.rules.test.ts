import { describe, expect, test } from 'vitest'
import { checkMarketName, composeMarketName, formOfName, type NamedPlace } from './market-names.rules'

const henan: NamedPlace = { kind: 'province', names: ['河南省'] }
const luoyang: NamedPlace = { kind: 'city', names: ['河南省', '洛阳市'] }
const jianxi: NamedPlace = { kind: 'county', names: ['河南省', '洛阳市', '涧西区'] }
const airport: NamedPlace = { kind: 'city', names: ['河南省', '郑州航空港经济综合实验区'] }
const street: NamedPlace = { kind: 'street', names: ['河南省', '洛阳市', '洛龙区', '开元路街道'] }
const farm: NamedPlace = { kind: 'street', names: ['河南省', '开封市', '兰考县', '西关农场'] }
const village: NamedPlace = { kind: 'village', names: ['河南省', '洛阳市', '洛龙区', '安乐镇', '王庄村'] }
const jiyuanStreet: NamedPlace = { kind: 'street', names: ['河南省', '济源市', '沁园街道'] }

describe('names are composed by clause 七', () => {
  test.each([
    ['comprehensive', henan, {}, '河南省零工市场'],
    ['comprehensive', luoyang, {}, '洛阳市零工市场'],
    ['comprehensive', airport, {}, '郑州航空港经济综合实验区零工市场'],
    ['comprehensive', jianxi, {}, '涧西区零工市场'],
    ['comprehensive', jianxi, { form: 'zone' }, '涧西区灵活就业服务专区'],
    ['comprehensive', luoyang, { form: 'window' }, '洛阳市灵活就业服务窗口'],
    ['specialised', luoyang, { specialty: '建筑' }, '洛阳市建筑零工市场'],
    ['station', street, {}, '洛龙区开元路街道零工服务站'],
    ['station', jiyuanStreet, {}, '济源市沁园街道零工服务站'],
    ['station', farm, {}, '兰考县西关农场零工服务站'],
    ['station', village, {}, '洛龙区安乐镇王庄村零工服务站'],
  ] as const)('%s in %o with %o is %s', (kind, place, options, name) => expect(composeMarketName(kind, place, options)).toBe(name))

  test.each([
    ['comprehensive', street, {}],
    ['station', luoyang, {}],
    ['specialised', luoyang, {}],
    ['specialised', henan, { specialty: '建筑' }],
  ] as const)('%s in %o with %o has no standard name', (kind, place, options) => expect(() => composeMarketName(kind, place, options)).toThrow(RangeError))
})

describe('a typed name that follows the standard is taken', () => {
  test.each([
    ['comprehensive', luoyang, '洛阳市零工市场', null],
    ['comprehensive', luoyang, ' 河南省 洛阳市 零工市场 ', null],
    ['comprehensive', jianxi, '洛阳市涧西区零工市场', null],
    ['comprehensive', jianxi, '河南省涧西区灵活就业服务窗口', null],
    ['specialised', jianxi, '涧西区家政服务零工市场', '家政服务'],
    ['station', street, '开元路街道零工服务站', null],
    ['station', street, '洛阳市开元路街道零工服务站', null],
    ['station', village, '安乐镇王庄村零工服务站', null],
    ['station', { kind: 'village', names: ['河南省', '洛阳市', '䩐勒桥村'] }, '䩐勒桥村零工服务站', null],
  ] as const)('%s in %o: %s', (kind, place, typed, specialty) =>
    expect(checkMarketName(kind, place, typed)).toMatchObject({ ok: true, value: { name: typed.replaceAll(' ', ''), specialty } }))

  test('a place whose name begins like the place above it is still found', () => {
    expect(checkMarketName('station', { kind: 'street', names: ['河南省', '安阳市', '安阳县', '安阳镇'] }, '安阳县安阳镇零工服务站').ok).toBe(true)
    expect(checkMarketName('comprehensive', { kind: 'county', names: ['河南省', '开封市', '开封市新区'] }, '开封市新区零工市场').ok).toBe(true)
  })
})

describe('another name is refused, with what it should be', () => {
  test.each([
    ['comprehensive', luoyang, '', '请写名称'],
    ['comprehensive', luoyang, '洛阳市（县、区）零工市场', '只用汉字'],
    ['comprehensive', luoyang, '洛阳市ABC零工市场', '只用汉字'],
    ['comprehensive', luoyang, '洛阳市零工市场🎉', '只用汉字'],
    ['comprehensive', luoyang, `洛阳市${'建'.repeat(60)}零工市场`, '太长'],
    ['comprehensive', luoyang, '洛阳市劳务市场', '例如“洛阳市零工市场”'],
    ['comprehensive', luoyang, '洛阳零工市场', '“洛阳市”'],
    ['comprehensive', luoyang, '郑州市零工市场', '“洛阳市”'],
    ['comprehensive', jianxi, '洛阳市零工市场', '“涧西区”'],
    ['comprehensive', luoyang, '洛阳市建筑零工市场', '请选专业性'],
    ['comprehensive', luoyang, '洛阳市建筑灵活就业服务专区', '不加别的字'],
    ['comprehensive', luoyang, '洛阳市零工服务站', '以“零工市场”结尾'],
    ['comprehensive', street, '开元路街道零工市场', '不设零工市场'],
    ['specialised', luoyang, '洛阳市零工市场', '要写明做哪一行'],
    ['specialised', luoyang, '洛阳市全国第一建筑零工市场', '不能有“第一”'],
    ['specialised', luoyang, '洛阳市家政保洁月嫂护理养老零工市场', '太长'],
    ['specialised', luoyang, '洛阳市劳务中介零工市场', '不能有“劳务”'],
    ['specialised', luoyang, '洛阳市灵活就业服务专区', '改成综合性'],
    ['specialised', henan, '河南省建筑零工市场', '省里只设一个'],
    ['station', street, '开元路街道零工市场', '洛龙区开元路街道零工服务站'],
    ['station', street, '关林街道零工服务站', '“开元路街道”'],
    ['station', street, '开元路街道建筑零工服务站', '不加别的字'],
    ['station', jianxi, '涧西区零工服务站', '设在街道、乡镇、社区或村'],
  ] as const)('%s in %o: “%s” → %s', (kind, place, typed, reason) => {
    const checked = checkMarketName(kind, place, typed)
    expect(checked.ok ? 'taken' : checked.message).toContain(reason)
  })
})

test('the wording is read from the name', () => {
  expect(['洛阳市零工市场', '洛阳市灵活就业服务专区', '洛阳市灵活就业服务窗口', '关林街道零工服务站', '人才市场'].map(formOfName)).toEqual(['market', 'zone', 'window', 'station', null])
})
