import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson, type Canonical } from '@market/shared/sign/canonical-json'
import { createVault } from '../../store/vault'
import { testKeys } from '../../../test/support/config'
import { evidenceKeys, signRoots, writeAgreements } from '../../../test/support/sealed-agreements'
import { createTestStore, type TestStore } from '../../../test/support/test-store'
import { verifyProof } from './proof-check'
import { madeFacts, madeStatement, readProof, writeProof, type ProofFile } from './proof-file'
import { proofParts } from './proof-parts'

const keys = evidenceKeys()
let made: TestStore
let ids: string[]
let file: string
let proof: ProofFile

const pdfOf = (id: string): string => Buffer.from(`%PDF-1.7 ${id}`).toString('base64')
const proofOf = async (id: string): Promise<string> => {
  const parts = await made.store.read((db) => proofParts(db, id))
  if (parts === null) throw new Error('it is not proven yet')
  return writeProof(parts, pdfOf(id), keys.log, 9)
}

beforeAll(async () => {
  made = await createTestStore()
  const { store } = made
  const vault = createVault({ keys: testKeys.vault, indexKeys: testKeys.index })
  ids = await writeAgreements({ store, vault, keys }, ['ended', 'sealed', 'ended', 'draft', 'signed'])
  await signRoots(store, keys, 3_600_000)
  ids.push(...(await writeAgreements({ store, vault, keys }, ['ended'])))
  file = await proofOf(ids[2] as string)
  proof = readProof(Buffer.from(file)) as ProofFile
})
afterAll(() => made.close())

const found = (text: string, trusted = keys.trusted): string[] => verifyProof(Buffer.from(text), trusted).findings.map(({ where, problem }) => `${where}：${problem}`)
type Json = { [key: string]: Json } & Json[] & string & number
/** The proof with one thing in it changed, written in its one spelling: what is wrong is the thing, and not its spelling. */
function changed(change: (copy: Json) => void): string {
  const copy = JSON.parse(file) as Json
  change(copy)
  // As somebody would who has the log's key: what was changed has to be found by what it is.
  const forged = copy as unknown as ProofFile
  const made = madeFacts(forged, 9)
  forged.made = { ...made, keyId: keys.log.keyId, signature: keys.log.sign(madeStatement(made)) }
  return `${canonicalJson(copy as unknown as Canonical)}\n`
}
/** One bit of a character in the middle, so that letters and figures stay letters and figures where they can. */
const flip = (text: string): string => {
  const at = Math.floor(text.length / 2)
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
}

describe('the file a party takes away', () => {
  test('proves by public keys alone who signed when, and that the log has it', () => {
    const report = verifyProof(Buffer.from(file), keys.trusted)
    expect(report.findings).toEqual([])
    expect(report.notices.join('；')).toMatch(/工人 2026年11月3日 .*签字.*雇主 .*时间戳机构证明.*在存证日志第 \d+ 条.*有两把钥匙签名.*测试钥匙/)
    expect(proof.entries).toHaveLength(3)
  })

  test('names nobody outside its PDF', () => {
    const { pdf: _theirs, ...rest } = proof
    for (const word of ['测试公司', '装卸', '测试路', '手写']) expect(JSON.stringify(rest)).not.toContain(word)
  })

  test('is there once both keys have signed a root over seal and paper; an end that came later is left out until then', async () => {
    const parts = (id: string) => made.store.read((db) => proofParts(db, id))
    for (const id of ids.slice(3)) expect(await parts(id)).toBeNull()
    expect((await parts(ids[1] as string))?.entries).toHaveLength(2)
    expect(found(await proofOf(ids[1] as string))).toEqual([])
  })

  const id = () => ids[2] as string
  test.each<[string, (copy: Json) => void, () => string]>([
    ['the PDF', (copy) => { copy['pdf'] = Buffer.from(flip(`%PDF-1.7 ${id()}`)).toString('base64') as Json }, () => '存证包里的 PDF：和存进日志的指纹对不上'],
    ['the PDF’s spelling', (copy) => { copy['pdf'] = (String(copy['pdf']).replace(/=*$/, '') + '====') as Json }, () => '存证包里的 PDF：和存进日志的指纹对不上'],
    ['the record', (copy) => { at(copy, 'agreement', 'seal')['record'] = flip(String(at(copy, 'agreement', 'seal')['record'])) as Json }, () => `协议 ${id()}：存证记录和它的指纹对不上`],
    ['the seal', (copy) => { bytes(at(copy, 'agreement', 'seal'), 'signature') }, () => `协议 ${id()}：平台的签章对不上`],
    ['the timestamp', (copy) => { bytes(at(copy, 'agreement', 'seal'), 'timestamp') }, () => `协议 ${id()}：时间戳对不上`],
    ['the worker’s signature', (copy) => { hex(at(copy, 'agreement', 'signatures', party(copy, 'worker')), 'signature') }, () => `协议 ${id()} 的工人签名：电子签名对不上`],
    ['the employer’s signature', (copy) => { hex(at(copy, 'agreement', 'signatures', party(copy, 'employer')), 'signature') }, () => `协议 ${id()} 的雇主签名：电子签名对不上`],
    ['what was signed', (copy) => { const one = at(copy, 'agreement', 'signatures', '0'); one['payload'] = String(one['payload']).replace('"payFen":20000', '"payFen":20001') as Json }, () => '签名：电子签名对不上'],
    ['a column', (copy) => { at(copy, 'agreement')['payFen'] = 20_001 as Json }, () => '签的内容和这份协议对不上'],
    ['the end', (copy) => { at(copy, 'agreement', 'ending')['how'] = 'by_worker' as Json }, () => `协议 ${id()}：结束的记录对不上`],
    ['an entry', (copy) => { hex(at(copy, 'entries', '0'), 'commitment') }, () => `日志第 ${proof.entries[0]?.index ?? ''} 条：内容和当时存进日志的承诺对不上`],
    ['its salt', (copy) => { hex(at(copy, 'entries', '1'), 'salt') }, () => `日志第 ${proof.entries[1]?.index ?? ''} 条：内容和当时存进日志的承诺对不上`],
    ['its path', (copy) => { hex(at(copy, 'entries', '2', 'path'), '0') }, () => `日志第 ${proof.entries[2]?.index ?? ''} 条：到前 ${proof.root.size} 条的签名根的路径对不上`],
    ['its place', (copy) => { at(copy, 'entries', '0')['index'] = 1 as Json }, () => '日志第 1 条：到前'],
    ['an entry that is missing', (copy) => { (copy['entries'] as unknown as unknown[]).shift() }, () => `协议 ${id()}：存证没有在日志里`],
    ['the root', (copy) => { hex(at(copy, 'root'), 'root') }, () => `覆盖前 ${proof.root.size} 条的签名根：日志钥匙的签名对不上`],
    ['its time', (copy) => { at(copy, 'root')['at'] = (Number(at(copy, 'root')['at']) + 1) as Json }, () => '签名根：日志钥匙的签名对不上'],
    ['the log’s signature', (copy) => { hex(at(copy, 'root'), 'signature') }, () => '签名根：日志钥匙的签名对不上'],
    ['the second signature', (copy) => { hex(at(copy, 'root'), 'cosignature') }, () => '签名根：共同签名对不上'],
    ['the second signature, taken out', (copy) => { at(copy, 'root')['cosignature'] = null as unknown as Json }, () => '签名根：没有第二把钥匙的共同签名'],
    ['something that was put in', (copy) => { copy['more'] = 'x' as Json }, () => '存证包：不是一份存证包'],
    ['something that was put in deeper', (copy) => { at(copy, 'agreement', 'signatures', '0')['id'] = 'x' as Json }, () => '存证包：不是一份存证包'],
    ['a type that hides', (copy) => { at(copy, 'root')['type'] = 'root' as Json }, () => '存证包：不是一份存证包'],
  ])('says that %s was changed', (_what, change, said) => {
    expect(found(changed(change)).join('\n')).toContain(said())
  })

  test('bytes of a CMS that its own signature does not cover are bound all the same', () => {
    const forged = (change: (copy: Json) => void): string => {
      const copy = JSON.parse(file) as Json
      change(copy)
      return `${canonicalJson(copy as unknown as Canonical)}\n`
    }
    // The version of the signed data, an INTEGER of one byte, which says nothing to anybody.
    const version = (key: string) => forged((copy) => {
      const part = at(copy, 'agreement', 'seal')
      const der = Buffer.from(String(part[key]), 'base64')
      const place = der.indexOf(Buffer.from([2, 1])) + 2
      der[place] = (der[place] as number) ^ 1
      part[key] = der.toString('base64') as Json
    })
    expect(found(version('signature')).join()).toContain('存证包：平台签章的字节和下载时不一样')
    expect(found(version('timestamp')).join()).toContain('存证包：时间戳的字节和下载时不一样')
    expect(found(forged((copy) => { at(copy, 'made')['at'] = 10 as Json }))).toEqual(['存证包：结尾的签名对不上'])
    expect(found(forged((copy) => { hex(at(copy, 'made', 'sha256'), 'rest') })).join()).toContain('存证包：内容和下载时不一样')
  })

  test('one bit turned anywhere in it is found', () => {
    const bytesOfFile = Buffer.from(file)
    fc.assert(fc.property(fc.integer({ min: 0, max: bytesOfFile.length - 1 }), fc.integer({ min: 0, max: 7 }), (place, bit) => {
      const forged = Buffer.from(bytesOfFile)
      forged[place] = (forged[place] as number) ^ (1 << bit)
      expect(verifyProof(forged, keys.trusted).findings, `${place}.${bit} ${bytesOfFile.toString('latin1', place - 60, place + 10)}`).not.toEqual([])
    }), { numRuns: 250 })
    for (const forged of [`${file} `, file.slice(0, -1), file.replace('{"agreement"', '{ "agreement"'), '', '{}', 'null']) expect(found(forged)).toEqual(['存证包：不是一份存证包，或者写法被改过'])
  }, 60_000)

  test('is worth what the keys are worth: with others it proves nothing', () => {
    const others = evidenceKeys().trusted
    for (const use of ['signing', 'log', 'cosign', 'seals'] as const) expect(found(file, { ...keys.trusted, [use]: others[use] }), use).not.toEqual([])
    expect(verifyProof(Buffer.from(file), { ...keys.trusted, seals: null })).toMatchObject({ findings: [], notices: expect.arrayContaining(['没有给证书，平台的签章和时间戳没有查']) as string[] })
  })
})

const at = (copy: Json, ...path: string[]): Json => path.reduce<Json>((inner, key) => inner[key] as Json, copy)
const party = (copy: Json, name: string): string => String((at(copy, 'agreement', 'signatures') as unknown as { party: string }[]).findIndex((one) => one.party === name))
/** One hex digit becomes another. */
const hex = (part: Json, key: string): void => {
  const text = String(part[key])
  part[key] = (text.slice(0, 20) + (text[20] === 'a' ? 'b' : 'a') + text.slice(21)) as Json
}
/** One bit of the bytes behind base64. */
const bytes = (part: Json, key: string): void => {
  const decoded = Buffer.from(String(part[key]), 'base64')
  decoded[decoded.length - 3] = (decoded[decoded.length - 3] as number) ^ 1
  part[key] = decoded.toString('base64') as Json
}
