import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson, type Canonical } from '@market/shared/sign/canonical-json'
import { createVault } from '../../store/vault'
import { createTestStore, type TestStore } from '../../../test/support/test-store'
import { testKeys } from '../../../test/support/config'
import { evidenceKeys, signRoots, writeAgreements } from '../../../test/support/sealed-agreements'
import { endStatement, toLine, type EndLine } from './bundle'
import { openCheckThreads } from './check-threads'
import { exportBundle } from './export'
import { verifyBundle } from './verifier'

const keys = evidenceKeys()
/** Whatever is found here has to be found on threads, too: what checks large bundles. */
const threads = openCheckThreads(keys.publicKeys, { threads: 1 })
let made: TestStore
let lines: string[]
beforeAll(async () => {
  made = await createTestStore()
  const { store } = made
  const vault = createVault({ keys: testKeys.vault, indexKeys: testKeys.index })
  await writeAgreements({ store, vault, keys }, ['ended', 'draft', 'sealed', 'half', 'signed'])
  await signRoots(store, keys, 3_600_000)
  await writeAgreements({ store, vault, keys }, ['ended'])
  await signRoots(store, keys, 7_200_000)
  lines = []
  for await (const line of exportBundle((query) => store.read(query), keys.log, 9)) lines.push(line)
  lines = lines.map((line) => line.slice(0, -1))
})
afterAll(async () => {
  await threads.close()
  await made.close()
})

const findings = async (some: readonly string[]): Promise<string[]> => {
  const [here, there] = [await verifyBundle(some, keys.trusted), await verifyBundle(some, keys.trusted, { checking: threads })]
  expect(there).toEqual(here)
  return here.findings.map(({ where, problem }) => `${where}：${problem}`)
}
/** As somebody would who has the log's key too: the end fits whatever was made of the rest. */
function signedAnew(some: readonly string[]): string[] {
  const rest = some.slice(0, -1)
  const end = { at: 9, lines: rest.length, sha256: createHash('sha256').update(rest.map((line) => `${line}\n`).join('')).digest('hex') }
  const last: EndLine = { type: 'end', ...end, keyId: keys.log.keyId, signature: keys.log.sign(endStatement(end)) }
  return [...rest, toLine(last)]
}
const changed = (at: number, text: string): string[] => lines.map((line, index) => (index === at ? text : line))
const flipped = (line: string, at: number, bit: number): string => {
  const bytes = Buffer.from(line)
  bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ (1 << bit)
  return bytes.toString()
}

describe('a bundle', () => {
  test('is whole, and names nobody', async () => {
    const report = await verifyBundle(lines, keys.trusted)
    expect(report).toMatchObject({ findings: [], entries: 8, roots: 2, agreements: 6 })
    expect(await findings(lines)).toEqual([])
    for (const word of ['测试公司', '装卸', '测试路', '手写']) expect(lines.join()).not.toContain(word)
  })

  test('one bit turned anywhere is found, also by whom the log’s own key does not help', async () => {
    const anywhere = fc.tuple(fc.integer({ min: 0, max: lines.length - 1 }), fc.nat(100_000), fc.integer({ min: 0, max: 6 }))
    await fc.assert(fc.asyncProperty(anywhere, async ([line, at, bit]) => {
      const text = flipped(lines[line] as string, at, bit)
      const forged = changed(line, text)
      expect(await findings(forged)).not.toEqual([])
      // The header says when it was written, and what is not sealed yet is bound by the end alone.
      if (/"type":"(root|entry)"|"seal":\{/.test(lines[line] as string)) expect(await findings(signedAnew(forged)), `${line}: ${text}`).not.toEqual([])
    }), { numRuns: 80 })
  }, 120_000)

  test('every value of a sealed agreement is bound: another one is found though the end was signed anew', async () => {
    const at = lines.findIndex((line) => line.includes('"seal":{') && line.includes('"ending":{'))
    const values: string[] = []
    const another = (value: unknown): Canonical => (typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value.startsWith('1') ? '2' : '1'}${value.slice(1)}` : 1)
    /** The line once for each value in it, that one being another. */
    const forgeries = (value: unknown, path: string, put: (other: Canonical) => Canonical): Canonical[] => {
      if (typeof value !== 'object' || value === null) {
        values.push(path)
        return [put(another(value))]
      }
      return Object.entries(value).flatMap(([key, inner]) =>
        forgeries(inner, `${path}.${key}`, (other) => put(Array.isArray(value) ? value.map((one, index) => (String(index) === key ? other : one)) : { ...value, [key]: other })))
    }
    const unnoticed: string[] = []
    for (const [index, forged] of forgeries(JSON.parse(lines[at] as string), '', (other) => other).entries()) {
      if ((await findings(signedAnew(changed(at, canonicalJson(forged))))).length === 0) unnoticed.push(values[index] ?? '')
    }
    expect(values.length).toBeGreaterThan(40)
    expect(unnoticed).toEqual([])
  }, 120_000)

  test('a line taken out, put in twice, or moved is found', async () => {
    for (const at of lines.keys()) {
      const without = lines.filter((_, index) => index !== at)
      const twice = [...lines.slice(0, at + 1), ...lines.slice(at)]
      const moved = at + 1 < lines.length ? [...lines.slice(0, at), lines[at + 1] as string, lines[at] as string, ...lines.slice(at + 2)] : twice
      for (const forged of [without, twice, moved]) expect(await findings(forged)).not.toEqual([])
    }
    expect(await findings([])).not.toEqual([])
    expect(await findings([...lines, lines[0] as string])).not.toEqual([])
  }, 120_000)

  test('entries taken out, put in or moved are found even when the end was signed anew', async () => {
    const entries = [...lines.keys()].filter((at) => lines[at]?.includes('"type":"entry"'))
    for (const at of entries) {
      expect(await findings(signedAnew(lines.filter((_, index) => index !== at)))).not.toEqual([])
      expect(await findings(signedAnew([...lines.slice(0, at + 1), ...lines.slice(at)]))).not.toEqual([])
      expect(await findings(signedAnew([...lines.slice(0, at), lines[at + 1] as string, lines[at] as string, ...lines.slice(at + 2)]))).not.toEqual([])
    }
  }, 120_000)

  test('the same value in another spelling is not the same line', async () => {
    const at = lines.findIndex((line) => line.includes('"type":"entry"'))
    const line = lines[at] as string
    for (const spelling of [line.replace(':', ': '), `${line} `, `${line}\r`, line.replace('"type"', '"t\\u0079pe"'), line.replace('{', '{"extra":1,')]) {
      expect(await findings(changed(at, spelling))).toContain(`文件第 ${at + 1} 行：不是规范的一行，被改过`)
    }
  })

  test('keys that were not given are not trusted', async () => {
    const others = evidenceKeys().trusted
    const said = (await verifyBundle(lines, others)).findings.map(({ problem }) => problem)
    expect(new Set(said)).toEqual(new Set(['用的钥匙不在您给的公钥里', '平台的签章对不上', '时间戳对不上']))
  })

  test('without certificates it says that seals were not looked at', async () => {
    expect(await verifyBundle(lines, { ...keys.trusted, seals: null })).toMatchObject({ findings: [], notices: expect.arrayContaining(['没有给证书，平台的签章和时间戳没有查']) as string[] })
  })
})

describe('the threads', () => {
  test('keep findings in the order of the lines, however they come back, and hold no more than they may', async () => {
    let most = 0
    let underWay = 0
    const late = async (some: Parameters<typeof threads.check>[0]): ReturnType<typeof threads.check> => {
      const mine = (underWay += 1)
      most = Math.max(most, mine)
      const checked = await threads.check(some)
      // The one that was asked first comes last.
      await new Promise((resolve) => setTimeout(resolve, 80 / mine))
      underWay -= 1
      return checked
    }
    const agreement = lines.find((line) => line.includes('"status":"draft"')) as string
    const many = Array.from({ length: 400 }, (_, at) => (at % 100 === 7 ? `${agreement} ` : agreement))
    const { findings: found } = await verifyBundle([lines[0] as string, ...many], keys.trusted, { checking: { atOnce: 3, check: late } })
    const named = found.flatMap(({ where, problem }) => (problem.startsWith('不是规范的一行') ? [where] : []))
    expect(named).toEqual([9, 109, 209, 309].map((number) => `文件第 ${number} 行`))
    expect(most).toBe(3)
  })

  test('one that dies is no verdict: the verification fails', async () => {
    const dying = openCheckThreads('no JSON', { threads: 1 })
    await expect(verifyBundle(lines, keys.trusted, { checking: dying })).rejects.toThrow('a thread that checks agreements ended')
    await dying.close()
    await expect(dying.check([])).rejects.toThrow('ended')
  })
})
