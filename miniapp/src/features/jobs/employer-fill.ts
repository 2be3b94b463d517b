import type { MyJob } from '@market/shared/jobs/jobs.contract'
import type { FillPart } from '../../ui/fill-bar'

/** How far a job has filled. Each count contains the ones after it: who has arrived has also signed. */
export type FillCounts = { headcount: number } & Pick<MyJob['counts'], 'applied' | 'signed' | 'arrived'>

/** `报名 6 · 签约 5 · 到岗 2`; what nobody has reached yet is left out. */
export function fillWords({ applied, signed, arrived }: FillCounts): string {
  if (applied === 0) return '还没有人报名'
  const steps = [`报名 ${applied}`, signed > 0 && `签约 ${signed}`, arrived > 0 && `到岗 ${arrived}`]
  return steps.filter(Boolean).join(' · ')
}

/** The bar's parts from the surest to the least sure: arrived, signed and on the way, applied. */
export const fillParts = ({ applied, signed, arrived }: FillCounts): FillPart[] => [
  { count: arrived, tone: 'confirmed' },
  { count: Math.max(0, signed - arrived), tone: 'action' },
  { count: Math.max(0, applied - signed), tone: 'mid' },
]
