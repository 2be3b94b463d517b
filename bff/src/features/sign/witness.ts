import { AppError } from '@market/shared/errors'
import type { Witness, WitnessFacts } from './witness.queries'

/** @throws AppError not_found for another market's, witness_not_neutral, desk_not_asked */
export function refuseWitness(facts: WitnessFacts, { asked }: Witness): void {
  if (facts === null) throw new AppError('not_found')
  if (!facts.isNeutral) throw new AppError('witness_not_neutral')
  if (facts.hasPhone && !asked) throw new AppError('desk_not_asked')
}
