import { sm2PrivateKey } from '../../src/crypto/private-key'
import { openTestAuthority, testKeyRing } from '../../src/crypto/test-authority'
import { testTimestamps } from '../../src/gateways/tsa/tsa.sandbox'
import type { TestClock } from './clock'

/** Authorities and keys of this test file only: made once, in memory. */
export const testAuthority = openTestAuthority()
/** The private key of the standard's example: public, worth nothing. */
export const keyRing = testKeyRing(testAuthority, { seal: sm2PrivateKey('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8') })

/** A timestamp authority that is always there and goes by the test's clock. */
export const timestampsAt = (clock: Pick<TestClock, 'now'>) => testTimestamps(testAuthority, () => clock.now())
