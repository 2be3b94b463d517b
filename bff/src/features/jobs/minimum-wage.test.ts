import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestStore, type TestStore } from '../../../test/support/test-store'
import { minimumHourlyFen } from './minimum-wage.queries'

const in2024 = Date.parse('2024-01-01T00:00:00+08:00')
const in2027 = Date.parse('2027-01-01T00:00:00+08:00')

describe('the minimum wage of a market', () => {
  let test: TestStore
  const marketOf = new Map<string, string>()
  const minimum = (regionCode: string, at: number) => test.store.read((db) => minimumHourlyFen(db, marketOf.get(regionCode) ?? '', at))

  beforeAll(async () => {
    test = await createTestStore()
    await test.store.write(async ({ q, t }) => {
      await q.insert(t.regions).values([
        { code: '41', kind: 'province', name: '河南省' },
        { code: '4103', parentCode: '41', kind: 'city', name: '洛阳市', wageTier: 2 },
        { code: '410305', parentCode: '4103', kind: 'county', name: '涧西区' },
        { code: '410324', parentCode: '4103', kind: 'county', name: '栾川县', wageTier: 3 },
        { code: '4117', parentCode: '41', kind: 'city', name: '驻马店市' },
        { code: '411725', parentCode: '4117', kind: 'county', name: '确山县' },
      ])
      await q.insert(t.minimumWages).values([
        { regionTier: 1, effectiveFrom: in2024, monthlyFen: 210_000, hourlyFen: 2_060, source: 'test' },
        { regionTier: 2, effectiveFrom: in2024, monthlyFen: 200_000, hourlyFen: 1_960, source: 'test' },
        { regionTier: 3, effectiveFrom: in2024, monthlyFen: 180_000, hourlyFen: 1_760, source: 'test' },
        { regionTier: 2, effectiveFrom: in2027, monthlyFen: 220_000, hourlyFen: 2_150, source: 'test' },
      ])
      for (const regionCode of ['41', '4103', '410305', '410324', '4117', '411725']) {
        const id = uuidv7()
        marketOf.set(regionCode, id)
        await q.insert(t.markets).values({
          id, kind: 'comprehensive', level: 'county', name: `市场${regionCode}`, regionCode, address: '一号', lat: 34, lng: 112, opensAt: '04:00', closesAt: '20:00',
        })
      }
    })
  })
  afterAll(() => test.close())

  it('is that of its own tier', async () => {
    expect(await minimum('410324', in2024)).toBe(1_760)
  })

  it('is that of the nearest region above where its own tier is not confirmed', async () => {
    expect(await minimum('410305', in2024)).toBe(1_960)
  })

  it('is the highest of the province where no tier is known: nobody is underpaid for a gap in a table', async () => {
    expect(await minimum('411725', in2024)).toBe(2_060)
    expect(await minimum('41', in2024)).toBe(2_060)
    expect(await minimum('411725', in2027)).toBe(2_150)
  })

  it('rises on the day the new one comes into force, not before', async () => {
    expect(await minimum('4103', in2027 - 1)).toBe(1_960)
    expect(await minimum('4103', in2027)).toBe(2_150)
    expect(await minimum('410324', in2027)).toBe(1_760)
  })

  it('is an error where none is known for the time: a posting never goes unchecked', async () => {
    await expect(minimum('4103', in2024 - 1)).rejects.toThrow('no minimum wage is recorded')
  })
})
