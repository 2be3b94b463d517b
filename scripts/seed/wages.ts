/**
 * Minimum wages of Henan from 2024-01-01, in fen. A later rise is one more set of rows with its own date. Which place is
 * in which tier is in `regions.wageTier`.
 */
const source = '豫政〔2023〕43号'
const effectiveFrom = Date.UTC(2023, 11, 31, 16)

export const minimumWages = [
  { regionTier: 1, monthlyFen: 210_000, hourlyFen: 2_060, effectiveFrom, source },
  { regionTier: 2, monthlyFen: 200_000, hourlyFen: 1_960, effectiveFrom, source },
  { regionTier: 3, monthlyFen: 180_000, hourlyFen: 1_760, effectiveFrom, source },
] as const
