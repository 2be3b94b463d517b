import { openTestAuthority } from '@market/bff/crypto/test-authority'
import { startTsaSandbox } from '@market/bff/gateways/tsa/tsa.sandbox'

/** A timestamp authority in a process of its own, as it is in life; its folder is the argument, its address the message. */
const { url } = await startTsaSandbox({ authority: openTestAuthority(process.argv[2]) })
process.send?.(url)
process.once('disconnect', () => process.exit(0))
