import type { DocumentKind } from '@market/shared/identity/identity.rules'
import { api } from '../../client/market'
import type { Problem } from '../../client/outcome'
import type { Photo } from '../../platform/picture'
import { randomId } from '../../platform/random'

const tries = 3

/**
 * Sends a picture of a paper. Not through the outbox: what waits there is written to the phone, and pictures of papers stay on
 * nobody's phone. A lost answer is asked for again with the same key.
 */
export async function sendPicture(kind: DocumentKind, { base64 }: Photo): Promise<Problem | null> {
  const key = await randomId()
  for (let tried = 1; ; tried += 1) {
    const outcome = await api.call('POST /api/my-identity/documents', { body: { kind, imageBase64: base64 } }, key)
    if (outcome.ok) return null
    if (outcome.problem.kind !== 'unreachable' || tried === tries) return outcome.problem
  }
}
