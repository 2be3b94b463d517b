import type { AgreementDrafts } from './agreement-drafts'

export type { AgreementDrafts, DraftInput, PreparedDraft } from './agreement-drafts'

/**
 * The whole of *sign*. Give `applyService` only `AgreementDrafts`: *sign* moves applications through *apply*, so the two
 * are built in the order drafts → apply → sign.
 */
export type SignService = AgreementDrafts
