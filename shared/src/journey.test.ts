import { describe, expect, it } from 'vitest'
import { applicationStates, holdsPlace, isBusy, isEnded, isOver, mayApplyAgain, mayMove, moveNames, nextState, stateWords, stepsOf, turnOf, wordsOf, type ApplicationState } from './journey'

const reachable = () => {
  const seen = new Set<ApplicationState>(['queued'])
  for (let grew = true; grew; ) {
    grew = false
    for (const state of [...seen])
      for (const move of moveNames) {
        const to = nextState(state, move)
        if (to && !seen.has(to)) {
          seen.add(to)
          grew = true
        }
      }
  }
  return seen
}

describe('the journey', () => {
  it('reaches every state from the queue', () => {
    expect([...reachable()].sort()).toEqual([...applicationStates].sort())
  })
  it('ends only when it is settled or given back', () => {
    expect(applicationStates.filter(isEnded)).toEqual(['settled', 'withdrawn', 'declined', 'cancelled', 'lapsed', 'unsigned'])
  })
  it('gives a place back only before arrival', () => {
    for (const move of moveNames)
      for (const [from, to] of stepsOf(move)) if (!holdsPlace(to)) expect(isBusy(from) || from === 'queued' || from === 'offered').toBe(true)
  })
  it('needs both signatures, in either order, before an arrival', () => {
    expect(nextState('applied', 'arrive')).toBeNull()
    expect(nextState('worker_signed', 'arrive')).toBeNull()
    expect(nextState('employer_signed', 'sign_as_worker')).toBe('signed')
    expect(nextState('worker_signed', 'sign_as_employer')).toBe('signed')
    expect(nextState('worker_signed', 'sign_as_worker')).toBeNull()
  })
  it('lets nobody confirm for the other side', () => {
    expect(mayMove('employer', 'agree_hours')).toBe(false)
    expect(mayMove('worker', 'propose_hours')).toBe(false)
    expect(mayMove('employer', 'confirm_payment')).toBe(false)
    expect(mayMove('worker', 'arrive')).toBe(false)
  })
  it('a place that is only offered is held and is no promise; in the queue there is neither', () => {
    expect([holdsPlace('offered'), isBusy('offered'), holdsPlace('queued'), isBusy('queued')]).toEqual([true, false, false, false])
    expect(nextState('queued', 'accept')).toBeNull()
  })
  it('what nobody signed comes to nothing with its hours and gives the place back; who was not seen keeps it, and a late scan still counts', () => {
    for (const state of ['applied', 'worker_signed', 'employer_signed'] as const) expect(nextState(state, 'lapse')).toBe('unsigned')
    expect(nextState('signed', 'lapse')).toBe('absent')
    for (const state of applicationStates.filter((one) => one === 'arrived' || isOver(one))) expect(nextState(state, 'lapse')).toBeNull()
    expect([holdsPlace('unsigned'), holdsPlace('absent'), isBusy('absent')]).toEqual([false, true, false])
    expect([mayApplyAgain('unsigned'), mayApplyAgain('absent')]).toEqual([true, false])
    expect(moveNames.filter((move) => nextState('absent', move) !== null)).toEqual(['arrive'])
    expect(applicationStates.filter((state) => isOver(state) && !isEnded(state))).toEqual(['absent'])
  })
  it('nobody who only waited is said to have let a place run out', () => {
    expect(wordsOf({ state: 'lapsed', lapsedFrom: 'offered' })).toBe(stateWords.lapsed)
    const { worker, employer } = wordsOf({ state: 'lapsed', lapsedFrom: 'queued' })
    expect([worker.now, employer.now]).toEqual(['这个活没有轮到您', '没轮到'])
    for (const state of applicationStates) if (state !== 'lapsed') expect(wordsOf({ state, lapsedFrom: null })).toBe(stateWords[state])
  })
  it('has words for both sides and, outside the queue, somebody’s turn until it is over', () => {
    for (const state of applicationStates) {
      expect(stateWords[state].worker.now).not.toBe('')
      expect(stateWords[state].employer.next).not.toBe('')
      expect(turnOf(state).length === 0).toBe(isOver(state) || state === 'queued')
    }
  })
})
