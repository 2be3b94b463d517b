import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIdCardText } from './id-card-reader'

const number = '11010519491231002X'
const wang = { name: '王建国', idNumber: number }

describe('what an ID-card reader types', () => {
  it.each([
    ['lines in the order of the card', '王建国\n男\n汉\n19491231\n河南省洛阳市涧西区江西路12号\n11010519491231002X\n洛阳市公安局涧西分局\n20200101-长期'],
    ['lines of a Windows driver', '王建国\r\n男\r\n汉\r\n19491231\r\n河南省洛阳市涧西区江西路12号\r\n11010519491231002x\r\n'],
    ['tabs', '王建国\t男\t汉\t19491231\t河南省洛阳市涧西区江西路12号\t11010519491231002X\t洛阳市公安局\t2020.01.01\t长期\n'],
    ['commas', '王建国,男,汉族,1949-12-31,河南省洛阳市涧西区江西路12号,11010519491231002X'],
    ['Chinese commas, full-width digits', '王建国，男，汉，１９４９１２３１，河南省洛阳市，１１０１０５１９４９１２３１００２Ｘ'],
    ['bars', '王建国|男|汉|19491231|河南省洛阳市涧西区|11010519491231002X|洛阳市公安局|20200101|20400101|'],
    ['labels with colons', '姓名：王建国\n性别：男\n民族：汉\n出生：1949年12月31日\n住址：河南省洛阳市涧西区\n公民身份号码：11010519491231002X'],
    ['labels on one line', '姓名:王建国 性别:男 民族:汉 出生日期:1949-12-31 住址:河南省洛阳市 身份证号:11010519491231002X'],
    ['labels with nothing behind them', '姓名王建国性别男民族汉出生1949年12月31日住址河南省洛阳市涧西区公民身份号码11010519491231002X'],
    ['labels on lines of their own', '姓名\n王建国\n性别\n男\n公民身份号码\n11010519491231002X'],
    ['another order, with labels', '公民身份号码：11010519491231002X 签发机关：洛阳市公安局 住址：河南省洛阳市涧西区 姓名：王建国'],
    ['another order, without labels', '11010519491231002X\t河南省洛阳市涧西区江西路12号\t王建国\t男'],
    ['JSON', '{"name":"王建国","sex":"男","nation":"汉","birth":"19491231","address":"河南省洛阳市","idNumber":"11010519491231002X"}'],
    ['spaces', '王建国 男 汉 19491231 河南省洛阳市涧西区江西路12号 11010519491231002X'],
    ['a number in groups', '王建国\n110105 19491231 002X'],
    ['name and number only', '王建国 11010519491231002X'],
  ])('%s: name and number', (_what, text) => {
    expect(readIdCardText(text)).toEqual(wang)
  })

  it('a name of two characters that the card pads with a space is one name', () => {
    expect(readIdCardText(`王\u3000明\n男\n汉\n${number}`)?.name).toBe('王明')
    expect(readIdCardText(`王 明 男 汉 19491231 ${number}`)?.name).toBe('王明')
  })

  it('names of minorities, rare characters and foreign residents', () => {
    expect(readIdCardText(`买买提·艾力\n男\n维吾尔\n19491231\n${number}`)?.name).toBe('买买提·艾力')
    expect(readIdCardText(`𠮷永福,女,汉,${number}`)?.name).toBe('𠮷永福')
    expect(readIdCardText(`姓名：ANNA SMITH\n性别：女\n证件号码：${number}`)?.name).toBe('ANNA SMITH')
  })

  it('a former name, a nation or an authority is not taken for the name', () => {
    expect(readIdCardText(`曾用名：王小虎\n姓名：王建国\n${number}`)?.name).toBe('王建国')
    expect(readIdCardText(`${number}\n汉族\n洛阳市公安局涧西分局\n长期`)).toEqual({ name: null, idNumber: number })
  })

  it('a reader that types the number alone gives the number', () => {
    expect(readIdCardText(`${number}\n`)).toEqual({ name: null, idNumber: number })
  })

  it('a number whose check digit is wrong is not taken: the card was read badly', () => {
    expect(readIdCardText('王建国\n110105194912310021')).toEqual({ name: '王建国', idNumber: null })
  })

  it('a longer row of digits is no ID number', () => {
    expect(readIdCardText('622202110105194912310021')).toBeNull()
    expect(readIdCardText(`9${number}`)).toBeNull()
  })

  it.each([
    ['nothing', ''],
    ['spacing', '   \n\t'],
    ['labels alone', '姓名：\n公民身份号码：'],
    ['brackets', '{}'],
    ['a text longer than any card', `王建国\n${number}\n`.repeat(200)],
  ])('%s is no card', (_what, text) => {
    expect(readIdCardText(text)).toBeNull()
  })

  it('sex, nation, birthday, address and issuer never come out, whatever is delivered', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (noise) => {
      expect(['', 'idNumber,name']).toContain(Object.keys(readIdCardText(noise) ?? {}).sort().join(','))
    }))
    expect(JSON.stringify(readIdCardText('姓名：王建国 性别：男 民族：汉 住址：涧西区江西路12号 公民身份号码：11010519491231002X'))).not.toMatch(/男|汉|涧西/)
  })
})
