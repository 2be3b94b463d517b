import { describe, expect, it, test } from 'vitest'
import { staffRoles as roles } from '../words/lists'
import { day, hour } from '../words/time'
import {
  covers, fitsScope, giversOf, grantState, mayGive, movesOn, proposalLasts, rolesToGive, startOfDayNamed, termOf, termProblems, yearsLater,
  type Authority, type GrantFacts, type Scope,
} from './staff.rules'

const province = '/41/'
const luoyang = '/41/4103/'
const xigong = '/41/4103/410303/'
const zhengzhou = '/41/4101/'
const market = '/41/4103/m-luoyang/'
const station = '/41/4103/410303/m-station/'
const elsewhere = '/41/4101/m-zhengzhou/'
const scopes: Scope[] = [
  ...[province, luoyang, xigong, zhengzhou].map((path): Scope => ({ kind: 'region', path })),
  ...[market, station, elsewhere].map((path): Scope => ({ kind: 'market', path })),
]
const now = Date.parse('2026-11-23T04:40:00+08:00')

describe('a scope', () => {
  it('covers itself and what lies below it, and nothing beside or above', () => {
    expect(covers(luoyang, luoyang)).toBe(true)
    expect(covers(luoyang, station)).toBe(true)
    expect(covers(luoyang, zhengzhou)).toBe(false)
    expect(covers(luoyang, province)).toBe(false)
    expect(covers(market, station)).toBe(false)
  })

  it('is compared by whole names: a code that begins alike is another place', () => {
    expect(covers('/41/4103/', '/41/41031/')).toBe(false)
    expect(covers('/41/4103', '/41/41031/')).toBe(false)
    expect(covers('', '/41/')).toBe(false)
  })
})

describe('who may give a role', () => {
  const officer = (scopePath: string): Authority[] => [{ role: 'officer', scopePath }]

  it('an officer gives every role within their own scope, and officers only below it', () => {
    expect(rolesToGive(officer(luoyang), { kind: 'market', path: market })).toEqual(['staff', 'manager', 'inspector', 'operator'])
    expect(rolesToGive(officer(luoyang), { kind: 'region', path: xigong })).toEqual(['manager', 'inspector', 'officer'])
    expect(rolesToGive(officer(luoyang), { kind: 'region', path: luoyang })).toEqual(['manager', 'inspector'])
    expect(rolesToGive(officer(luoyang), { kind: 'market', path: elsewhere })).toEqual([])
    expect(rolesToGive(officer(luoyang), { kind: 'region', path: province })).toEqual([])
  })

  it('a manager gives the desk of their own markets and nothing else', () => {
    expect(rolesToGive([{ role: 'manager', scopePath: market }], { kind: 'market', path: market })).toEqual(['staff'])
    expect(rolesToGive([{ role: 'manager', scopePath: luoyang }], { kind: 'market', path: station })).toEqual(['staff'])
    expect(rolesToGive([{ role: 'manager', scopePath: market }], { kind: 'market', path: station })).toEqual([])
  })

  it.each(['staff', 'inspector', 'operator'] as const)('%s give nothing', (role) => {
    for (const scope of scopes) expect(rolesToGive([{ role, scopePath: province }], scope)).toEqual([])
  })

  it('desk and operators belong to one market, officers to a region', () => {
    expect(roles.filter((role) => fitsScope(role, 'market'))).toEqual(['staff', 'manager', 'inspector', 'operator'])
    expect(roles.filter((role) => fitsScope(role, 'region'))).toEqual(['manager', 'inspector', 'officer'])
  })

  test('two who agree on mischief never climb, however many accounts they give rights to', () => {
    // A right is looked at on its own, so what two can reach is the union of what each can; one who needs nobody's consent reaches no less.
    for (const first of scopes) for (const role of roles.filter((each) => fitsScope(each, first.kind))) {
      const start: Authority = { role, scopePath: first.path }
      const reached = new Map<string, Authority>([['start', start]])
      for (let before = 0; before < reached.size;) {
        before = reached.size
        for (const scope of scopes) for (const given of rolesToGive([...reached.values()], scope)) reached.set(`${given} ${scope.path}`, { role: given, scopePath: scope.path })
      }
      for (const { scopePath } of reached.values()) expect(covers(start.scopePath, scopePath)).toBe(true)
      expect(mayGive([...reached.values()], start)).toBe(false)
    }
  })

  it('no role is given by itself at its own level', () => {
    for (const role of roles) for (const giver of giversOf[role]) if (giver.role === role) expect(giver.where).toBe('below')
  })
})

describe('a grant', () => {
  const proposed: GrantFacts & Authority = {
    personId: 'grantee', proposedBy: 'proposer', proposedAt: now, grantedAt: null, endedAt: null, endedBy: null,
    fromAt: now, untilAt: now + 365 * day, role: 'staff', scopePath: market,
  }
  const confirmed = { ...proposed, grantedAt: now + hour }
  const manager: Authority[] = [{ role: 'manager', scopePath: market }]

  it('counts only once it is confirmed, from its first day to its last', () => {
    expect(grantState(proposed, now)).toBe('proposed')
    expect(grantState(confirmed, now + hour)).toBe('in_force')
    expect(grantState({ ...confirmed, fromAt: now + day }, now + hour)).toBe('planned')
    expect(grantState(confirmed, now + 365 * day)).toBe('expired')
    expect(grantState({ ...confirmed, untilAt: null }, now + 3650 * day)).toBe('in_force')
  })

  const as = (personId: string, held: readonly Authority[] = manager, proposerMay = true) => ({ personId, held, proposerMay })

  it('that nobody confirmed in time is void', () => {
    expect(grantState(proposed, now + proposalLasts - 1)).toBe('proposed')
    expect(grantState(proposed, now + proposalLasts)).toBe('lapsed')
    expect(movesOn(proposed, as('second'), now + proposalLasts)).toEqual({ confirm: false, refuse: false, end: false })
    expect(grantState({ ...proposed, untilAt: now + day }, now + day)).toBe('lapsed')
    expect(grantState({ ...proposed, endedAt: now + 15 * day }, now + 15 * day)).toBe('lapsed')
  })

  it('that was ended stays ended, and one that was refused was never in force', () => {
    expect(grantState({ ...confirmed, endedAt: now + 2 * hour, endedBy: 'second' }, now + 2 * hour)).toBe('ended')
    expect(grantState({ ...proposed, endedAt: now + 1, endedBy: 'second' }, now + 1)).toBe('refused')
    expect(grantState({ ...proposed, endedAt: now + 1, endedBy: 'proposer' }, now + 1)).toBe('withdrawn')
  })

  it('is confirmed by another person than proposer and grantee, who could have given it', () => {
    expect(movesOn(proposed, as('second'), now).confirm).toBe(true)
    expect(movesOn(proposed, as('second', [{ role: 'officer', scopePath: province }]), now).confirm).toBe(true)
    expect(movesOn(proposed, as('proposer'), now).confirm).toBe(false)
    expect(movesOn(proposed, as('grantee'), now).confirm).toBe(false)
    expect(movesOn(proposed, as('second', [{ role: 'staff', scopePath: market }]), now).confirm).toBe(false)
    expect(movesOn(proposed, as('second', [{ role: 'manager', scopePath: elsewhere }]), now).confirm).toBe(false)
    expect(movesOn(confirmed, as('second'), now + hour).confirm).toBe(false)
  })

  it('proposed by somebody who has lost that right since can only be refused', () => {
    expect(movesOn(proposed, as('second', manager, false), now)).toEqual({ confirm: false, refuse: true, end: false })
  })

  it('may be taken back by its proposer, before it is confirmed', () => {
    expect(movesOn(proposed, as('proposer', []), now)).toEqual({ confirm: false, refuse: true, end: false })
    expect(movesOn(confirmed, as('proposer', []), now + hour).refuse).toBe(false)
  })

  it('is ended by whoever could have given it, by one person alone, or laid down by its own', () => {
    expect(movesOn(confirmed, as('second'), now + hour).end).toBe(true)
    expect(movesOn({ ...confirmed, fromAt: now + day }, as('second'), now + hour).end).toBe(true)
    expect(movesOn(confirmed, as('grantee', [{ role: 'staff', scopePath: market }]), now + hour).end).toBe(true)
    expect(movesOn(confirmed, as('colleague', [{ role: 'staff', scopePath: market }]), now + hour).end).toBe(false)
    expect(movesOn({ ...confirmed, endedAt: now }, as('second'), now + hour).end).toBe(false)
  })
})

describe('the days of a grant', () => {
  const of = (fromDay: string, untilDay: string) => termProblems({ fromDay, untilDay }, now).map(({ field, message }) => `${field}: ${message}`)

  it('run from the first in the morning to the end of the last', () => {
    expect(termOf({ fromDay: '2026-11-23', untilDay: '2026-11-23' })).toEqual({ fromAt: now - 4 * hour - 40 * 60_000, untilAt: now - 4 * hour - 40 * 60_000 + day })
    expect(termOf({ fromDay: '2026-02-31', untilDay: '2026-03-05' })).toBeNull()
  })

  it.each([
    ['2026-11-23', '2026-11-23'],
    ['2026-11-23', '2029-11-22'],
    ['2027-02-20', '2027-02-28'],
  ])('%s to %s are fine', (fromDay, untilDay) => expect(of(fromDay, untilDay)).toEqual([]))

  it.each([
    ['2026-11-22', '2027-11-22', ['fromDay: 最早从今天开始']],
    ['2027-02-22', '2027-11-22', ['fromDay: 最多提前三个月办']],
    ['2026-11-24', '2026-11-23', ['untilDay: 结束要在开始之后']],
    ['2026-11-23', '2029-11-23', ['untilDay: 一次最长 3 年，到期可以再续']],
    ['2026-02-31', '2026-13-01', ['fromDay: 没有这一天，请重选', 'untilDay: 没有这一天，请重选']],
    ['2025-01-01', '2025-06-01', ['fromDay: 最早从今天开始', 'untilDay: 这一天已经过去了']],
    ['soon', '', ['fromDay: 没有这一天，请重选', 'untilDay: 没有这一天，请重选']],
  ])('%s to %s are refused with everything that is wrong', (fromDay, untilDay, problems) => expect(of(fromDay, untilDay)).toEqual(problems))

  it('a leap day has its anniversary on the 28th', () => {
    expect(yearsLater('2028-02-29', 3)).toBe('2031-02-28')
    expect(yearsLater('2026-11-23', 3)).toBe('2029-11-23')
    expect(startOfDayNamed('2028-02-29')).not.toBeNull()
    expect(startOfDayNamed('2027-02-29')).toBeNull()
  })
})
