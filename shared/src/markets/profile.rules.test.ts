import { describe, expect, test } from 'vitest'
import { marketKinds } from '../words/lists'
import { marketDefaults } from './market-defaults'
import type { MarketProfile } from './market-profile'
import { changedFields, checkServicePhone, detailsProblems, keptDetails, keptLines, type MarketDetails } from './profile.rules'

const details = (changes: Partial<MarketDetails> = {}, profile: Partial<MarketProfile> = {}): MarketDetails => {
  const defaults = marketDefaults('comprehensive')
  return {
    ...defaults, address: '洛龙区开元大道 1 号', lat: 34.62, lng: 112.45, hotline: '0379-12333', complaintPhone: '12333',
    ...changes, profile: { ...defaults.profile, ...profile },
  }
}
const fieldsOf = (...changes: Parameters<typeof details>): string[] => detailsProblems(details(...changes), 'comprehensive').map(({ field }) => field)

describe('a market’s details', () => {
  test.each(marketKinds)('the defaults of a %s market are good as they are', (kind) =>
    expect(detailsProblems({ ...details(), ...marketDefaults(kind) }, kind)).toEqual([]))

  test.each<[string, Partial<MarketDetails>, Partial<MarketProfile>]>([
    ['address', { address: '　 ' }, {}],
    ['address', { address: '洛'.repeat(81) }, {}],
    ['lat', { lat: 39.9, lng: 116.4 }, {}],
    ['lat', { lat: 0, lng: 0 }, {}],
    ['lat', { lat: Number.NaN, lng: 112.4 }, {}],
    ['opensAt', { opensAt: '25:00' }, {}],
    ['closesAt', { closesAt: '' }, {}],
    ['closesAt', { opensAt: '05:00', closesAt: '05:10' }, {}],
    ['hotline', { hotline: '' }, {}],
    ['complaintPhone', { complaintPhone: '123' }, {}],
    ['fenceMetres', { fenceMetres: 49 }, {}],
    ['fenceMetres', { fenceMetres: 2001 }, {}],
    ['fenceMetres', { fenceMetres: 99.5 }, {}],
    ['safeCapacity', { safeCapacity: 0 }, {}],
    ['safeCapacity', { safeCapacity: 50_001 }, {}],
    ['profile.trades', {}, { trades: ['9-99-99-99'] }],
    ['profile.services', {}, { services: ['', ' '] }],
    ['profile.services', {}, { services: Array.from({ length: 21 }, (_, index) => `服务 ${index}`) }],
    ['profile.promises', {}, { promises: [] }],
    ['profile.promises', {}, { promises: ['好'.repeat(61)] }],
    ['profile.deskFunctions', {}, { deskFunctions: [] }],
    ['profile.guides', {}, { guides: [] }],
    ['profile.guides', {}, { guides: [{ title: '找活', steps: [] }] }],
    ['profile.guides', {}, { guides: [{ title: '找', steps: ['扫码'] }] }],
    ['profile.complaint', {}, { complaint: '' }],
    ['profile.rules.pay', {}, { rules: { ...details().profile.rules, pay: ' ' } }],
    ['profile.elements.funding', {}, { elements: { ...details().profile.elements, funding: '钱'.repeat(401) } }],
  ])('with a wrong %s are refused at that field alone (%#)', (field, changes, profile) => expect(fieldsOf(changes, profile)).toEqual([field]))

  test('are refused with everything that is wrong at once', () => {
    expect(fieldsOf({ address: '', hotline: '', fenceMetres: 1 }, { services: [] })).toEqual(['address', 'hotline', 'fenceMetres', 'profile.services'])
  })

  test('need no fence and no capacity, and a station no rules of its own', () => {
    expect(fieldsOf({ fenceMetres: null, safeCapacity: null })).toEqual([])
    const station = details({}, { rules: { hiring: '', labour: '', mediation: '', publishing: '', pay: '' } })
    expect(detailsProblems(station, 'station')).toEqual([])
    expect(detailsProblems(station, 'specialised')).toHaveLength(5)
  })

  test('are kept tidy: times and telephones in one form, lines once and without what is empty', () => {
    const kept = keptDetails(details({ opensAt: '2400', closesAt: '1800', hotline: '（0379）63912345', address: ' 洛龙区\n开元大道 ' }, { services: [' 即时快招 ', '', '即时\n快招', '即时快招'] }))
    expect(kept).toMatchObject({ opensAt: '00:00', closesAt: '18:00', hotline: '037963912345', address: '洛龙区 开元大道' })
    expect(kept.profile.services).toEqual(['即时快招', '即时 快招'])
    expect(keptLines(['\u0000甲', '甲'])).toEqual(['甲'])
  })
})

test('a change is told by the names of what changed', () => {
  expect(changedFields(details(), details())).toEqual([])
  expect(changedFields(details(), details({ hotline: '12333', safeCapacity: null }, { promises: ['不收钱'] }))).toEqual(['hotline', 'safeCapacity', 'profile.promises'])
  expect(changedFields({ ...details(), profile: null }, details())).toContain('profile.services')
})

describe('a telephone people call', () => {
  test.each(['12333', '12345', '0379-63912345', '0371-12333', '037163912345', '13800000000', '400-820-8820', '95533', '0379-63912345-801'])('%s is one', (typed) =>
    expect(checkServicePhone(typed)).toEqual({ ok: true, value: typed }))
  test.each(['', '123', '63912345', '1380000000', '0379', 'abc', '138000000000', '+8613800000000'])('“%s” is none', (typed) => expect(checkServicePhone(typed).ok).toBe(false))
})
