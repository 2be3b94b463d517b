import type { Application } from '@market/shared/apply/apply.contract'
import { nextActOf, type NextAct } from '../apply/employer-person'

const kinds: readonly { acts: readonly NextAct[]; word: string }[] = [
  { acts: ['sign'], word: '签字' },
  { acts: ['propose', 'propose_again'], word: '填工时' },
  { acts: ['pay', 'pay_again'], word: '付钱' },
  { acts: ['finish'], word: '正在干' },
]

/** `签字 2 人 · 付钱 1 人`: what waits for the employer in one job; empty when nothing does. */
export function waitingWords(applications: readonly Pick<Application, 'state'>[]): string {
  return kinds
    .map(({ acts, word }) => ({ word, people: applications.filter(({ state }) => acts.includes(nextActOf(state) as NextAct)).length }))
    .filter(({ people }) => people > 0)
    .map(({ word, people }) => `${word} ${people} 人`)
    .join(' · ')
}
