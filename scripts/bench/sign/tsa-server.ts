import { openTestAuthority } from '@market/bff/crypto/test-authority'
import { startTsaSandbox } from '@market/bff/gateways/tsa/tsa.sandbox'

/** A timestamp authority in a process of its own, as it is in life; its folder and how far its clock is ahead are the arguments, its address the message. */
const [folder, offset] = process.argv.slice(2)
const { url } = await startTsaSandbox({ authority: openTestAuthority(folder), now: () => Date.now() + Number(offset) })
process.send?.(url)
process.once('disconnect', () => process.exit(0))
