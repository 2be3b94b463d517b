import { Type, type Static } from 'typebox'
import { Day, Instant, literals, Nullable } from '../values'
import { flaws, type Flaw } from './flaws'
import { paperKinds } from './identity.rules'
import { workLicenceKinds } from './work-licences'

// Papers and how they stand, in all contracts of this folder. What may be wrong with a field is judged by the rules, which have words for it.

/** Text as it was typed. */
export const typed = (maxLength: number) => Type.String({ maxLength })

export const Standing = literals(['none', 'valid', 'ends_soon', 'over'])
export const PaperStanding = literals(['valid', 'ends_soon', 'over'])
export const FlawCode = Type.Unsafe<Flaw>(Type.String({ enum: [...flaws] }))

/** Where something stands that staff decide. */
export const ReviewState = {
  standing: Standing,
  /** Until when it counts; null while it never did. */
  until: Nullable(Instant),
  /** What staff have before them, with their deadline. */
  waiting: Nullable(Type.Object({ since: Instant, dueAt: Instant, ownerMasked: Nullable(Type.String()) })),
  /** The last decision, where it was a refusal: everything that is to be mended. */
  refused: Nullable(Type.Object({ at: Instant, flaws: Type.Array(FlawCode), note: Nullable(Type.String()) })),
}

export const ShownPaper = Type.Object({
  kind: literals(paperKinds),
  number: Type.String(),
  validFrom: Nullable(Day),
  /** Null for one without an end. */
  validUntil: Nullable(Day),
  standing: PaperStanding,
})
export type ShownPaper = Static<typeof ShownPaper>

/** A worker's licence for a dangerous trade; the number masked. */
export const ShownLicence = Type.Object({
  kind: literals(workLicenceKinds),
  numberMasked: Type.String(),
  validUntil: Day,
  /** By when it must be looked at again, where the paper says so. */
  reviewBy: Nullable(Day),
  standing: PaperStanding,
})
export type ShownLicence = Static<typeof ShownLicence>
