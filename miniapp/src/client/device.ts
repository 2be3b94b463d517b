import { randomId } from '../platform/random'
import { slot } from '../platform/storage'

const kept = slot<string>('device.1')
let known: Promise<string> | null = null

const made = async (): Promise<string> => {
  const id = kept.read() ?? (await randomId())
  kept.write(id)
  return id
}

/** The number this phone made up for itself at its first start. It says nothing about the phone or its person, and stays when they sign out. */
export const deviceId = (): Promise<string> => (known ??= made())
