import { skillLevels, type SkillLevel, type StaffRole } from '../words/lists'
import type { TradePresence } from './presence.contract'

/** Who sees the people behind the numbers. */
export const presenceReaders = ['staff', 'manager', 'operator'] as const satisfies readonly StaffRole[]

/** Levels are told by so many people, and rounded down to a multiple: who stands alone cannot be read off a number. */
export const fewest = 5

/**
 * Who is there by trade, the largest trade first. That one electrician is here is what the number is for; how skilled
 * they are is theirs to say, so a level is told only of five people or more of a trade.
 * @param counts people by trade and level, in any order
 */
export function presenceByTrade(counts: readonly { trade: string; level: SkillLevel; people: number }[]): TradePresence[] {
  const trades = new Map<string, { people: number; levels: Map<SkillLevel, number> }>()
  for (const { trade, level, people } of counts) {
    const found = trades.get(trade) ?? { people: 0, levels: new Map<SkillLevel, number>() }
    found.people += people
    found.levels.set(level, (found.levels.get(level) ?? 0) + people)
    trades.set(trade, found)
  }
  return [...trades]
    .map(([trade, { people, levels }]) => ({
      trade,
      people,
      levels: skillLevels.flatMap((level) => {
        const atLeast = Math.floor((levels.get(level) ?? 0) / fewest) * fewest
        return atLeast === 0 ? [] : [{ level, atLeast }]
      }),
    }))
    .sort((one, other) => other.people - one.people || one.trade.localeCompare(other.trade))
}
