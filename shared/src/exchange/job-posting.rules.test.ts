import { describe, expect, it } from 'vitest'
import { hour } from '../words/time'
import { jobPosting, type PublicJob } from './job-posting.rules'

const startsAt = Date.UTC(2026, 10, 23, 22, 30)
const job: PublicJob = {
  id: '0197b0c2-5f3a-7c11-8a55-0123456789ab', status: 'open', trade: '4-02-05-01', title: '装卸工', description: '卸一车瓷砖，搬到仓库', requirements: '能搬 25 公斤',
  headcount: 8, filled: 3, address: '洛阳市涧西区西苑路 12 号仓库', lat: 34.66, lng: 112.38, startsAt, endsAt: startsAt + 9 * hour, payFen: 26_050, payUnit: 'day',
  postedAt: startsAt - 20 * hour, locality: '洛阳市涧西区', market: { id: 'm', name: '洛阳市零工市场' },
  employer: { kind: 'business', name: '洛阳宏运农贸有限公司', creditCode: '91350100M000100Y43' }, source: null,
}
const posting = (changes: Partial<PublicJob> = {}) => jobPosting({ ...job, ...changes }, 'https://market.example.cn')

/** Properties of JobPosting and of what it is a kind of, as https://schema.org/JobPosting lists them. */
const vocabulary = new Set([
  'applicantLocationRequirements', 'applicationContact', 'baseSalary', 'datePosted', 'directApply', 'educationRequirements', 'eligibilityToWorkRequirement',
  'employerOverview', 'employmentType', 'employmentUnit', 'estimatedSalary', 'experienceInPlaceOfEducation', 'experienceRequirements', 'hiringOrganization',
  'incentiveCompensation', 'industry', 'jobBenefits', 'jobImmediateStart', 'jobLocation', 'jobLocationType', 'jobStartDate', 'occupationalCategory',
  'physicalRequirement', 'qualifications', 'relevantOccupation', 'responsibilities', 'salaryCurrency', 'securityClearanceRequirement', 'sensoryRequirement',
  'skills', 'specialCommitments', 'title', 'totalJobOpenings', 'validThrough', 'workHours',
  'additionalType', 'alternateName', 'description', 'disambiguatingDescription', 'identifier', 'image', 'mainEntityOfPage', 'name', 'potentialAction', 'sameAs', 'subjectOf', 'url',
])

describe('a job for other systems', () => {
  it('has everything that readers of JobPosting require, and no property that schema.org does not know', () => {
    const { '@context': context, '@type': type, ...properties } = posting({ source: { name: '洛阳市公共就业服务网', url: null, externalId: null } })
    expect([context, type]).toEqual(['https://schema.org', 'JobPosting'])
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(['title', 'description', 'datePosted', 'hiringOrganization', 'jobLocation', 'identifier', 'validThrough', 'baseSalary', 'employmentType', 'totalJobOpenings']))
    expect(Object.keys(properties).filter((name) => !vocabulary.has(name))).toEqual([])
  })

  it('says when it was posted and that it ends when work begins, on the market’s clock', () => {
    expect(posting()).toMatchObject({ datePosted: '2026-11-23T10:30:00+08:00', validThrough: '2026-11-24T06:30:00+08:00', jobStartDate: '2026-11-24T06:30:00+08:00' })
    expect(Date.parse(posting().validThrough)).toBe(startsAt)
  })

  it('gives the pay as a number of yuan for a day or an hour', () => {
    expect(posting().baseSalary).toEqual({ '@type': 'MonetaryAmount', currency: 'CNY', value: { '@type': 'QuantitativeValue', value: 260.5, unitText: 'DAY' } })
    expect(posting({ payUnit: 'hour', payFen: 3_000 }).baseSalary.value).toMatchObject({ value: 30, unitText: 'HOUR' })
  })

  it('gives the place with its point on the map, and the places still free', () => {
    expect(posting().jobLocation.geo).toEqual({ '@type': 'GeoCoordinates', latitude: 34.66, longitude: 112.38 })
    expect(posting().jobLocation.address).toMatchObject({ streetAddress: '洛阳市涧西区西苑路 12 号仓库', addressLocality: '洛阳市涧西区', addressCountry: 'CN' })
    expect([posting().totalJobOpenings, posting({ filled: 8 }).totalJobOpenings]).toEqual([5, 0])
  })

  it('a household hires as a person, without a number', () => {
    expect(posting({ employer: { kind: 'household', name: '王*国', creditCode: null } }).hiringOrganization).toEqual({ '@type': 'Person', name: '王*国' })
    expect(posting().hiringOrganization).toEqual({ '@type': 'Organization', name: '洛阳宏运农贸有限公司', identifier: '91350100M000100Y43' })
  })

  it('a repost names its source, an own posting none', () => {
    expect(posting()).not.toHaveProperty('subjectOf')
    expect(posting({ source: { name: '洛阳市公共就业服务网', url: 'https://example.com/1', externalId: 'A1' } }).subjectOf).toEqual({
      '@type': 'CreativeWork', publisher: { '@type': 'Organization', name: '洛阳市公共就业服务网' }, url: 'https://example.com/1', identifier: 'A1',
    })
  })
})
