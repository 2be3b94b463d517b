import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { matchEndpoints } from '@market/shared/match/match.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { checkCharacterOf } from '@market/shared/register/resident-id'

/** A valid number of somebody from that region, born then, with that serial: odd ones are men's. */
const idNumberOf = (region: string, birthday: string, serial: string): string => {
  const digits = `${region}${birthday}${serial}`
  return digits + checkCharacterOf(digits)
}

describe('who somebody is', () => {
  let app: TestApp
  let market: TestMarket
  let employer: TestPerson
  const people: TestPerson[] = []
  const here = { lat: 34.63, lng: 112.45 }

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
    employer = await app.person({ employer: {} })
    for (let number = 0; number < 12; number += 1) {
      await post(employer, unloading(market.marketId, {
        payFen: 20_000 + number * 700, lat: 34.6 + (number % 5) / 100, lng: 112.45, trade: (['4-02-05-01', '4-02-06-01', '4-07-05-01', '4-10-01-06'] as const)[number % 4] ?? '4-02-05-01',
      }))
    }
    // Man and woman, 19 to 66 years old, from Henan, Xinjiang, Tibet, Beijing and Guangdong; names of several peoples.
    for (const [region, birthday, serial, name] of [
      ['410302', '19700101', '121', '王建国'], ['410302', '19700101', '122', '王秀英'], ['650102', '19880515', '013', '买买提江'], ['540102', '19600909', '044', '卓玛'],
      ['110101', '20070101', '015', '李明'], ['440106', '19950630', '026', '陈丽'],
    ] as const) people.push(await app.person({ name, idNumber: idNumberOf(region, birthday, serial), worker: {} }))
  })
  afterAll(() => app.close())

  it('does not move the ranking of jobs: age, sex, origin and name are no features', async () => {
    const answers = await Promise.all(people.map((person) => person.call(matchEndpoints.forMe, { query: here })))
    expect(answers[0]?.matches).toHaveLength(12)
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })
})
