import { openTestAuthority } from '@market/bff/crypto/test-authority'
import { startTsaSandbox } from '@market/bff/gateways/tsa/tsa.sandbox'
import { cpuMs } from '../figures'

/** A timestamp authority in a process of its own, as it is in life; its folder and how far its clock is ahead are the arguments, its address the message. Asked for anything it says how much CPU it has used, ms. */
const [folder, offset] = process.argv.slice(2)
const { url } = await startTsaSandbox({ authority: openTestAuthority(folder), now: () => Date.now() + Number(offset) })
process.send?.(url)
process.on('message', () => process.send?.(cpuMs({ user: 0, system: 0 })))
process.once('disconnect', () => process.exit(0))
