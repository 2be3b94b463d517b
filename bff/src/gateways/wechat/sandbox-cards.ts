import { createHash } from 'node:crypto'
import { checkCharacterOf } from '@market/shared/register/resident-id'

/** What the sandbox reads from a picture. */
export type SandboxCard =
  | { side: 'front'; name: string; id: string; birth: string; gender: '男' | '女' }
  | { side: 'back' }
  | { side: 'none' }

const familyNames = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '郭', '马']
const givenNames = ['建国', '秀英', '志强', '桂兰', '海军', '玉梅', '卫东', '春花', '国庆', '小芳', '石头', '红霞']

/** No such county exists in GB/T 2260, so a made-up number is nobody's. */
const nowhere = '419900'

/**
 * A picture holds a card when it says so in its bytes (a comment of the file): `sandbox-card:{"name":…,"id":…}`, or
 * `sandbox-card:back`, or `sandbox-card:none`. Every other picture shows a made-up person, the same one each time.
 */
export function cardInPicture(image: Buffer): SandboxCard {
  const written = /sandbox-card:(back|none|\{[^{}]{0,300}\})/.exec(image.toString('utf8'))?.[1]
  if (written === 'back' || written === 'none') return { side: written }
  if (written === undefined) return madeUpCard(image)
  const { name = '', id = '' } = JSON.parse(written) as { name?: string; id?: string }
  return cardOf(name, id)
}

/** Somebody between 26 and 58 years old in 2026. */
function madeUpCard(image: Buffer): SandboxCard {
  const digest = createHash('sha256').update(image).digest()
  const pick = <T>(list: readonly T[], place: number): T => list[(digest[place] ?? 0) % list.length] as T
  const two = (value: number) => String(value).padStart(2, '0')
  const birth = `${1968 + digest.readUInt16BE(2) % 33}${two(1 + digest.readUInt16BE(4) % 12)}${two(1 + digest.readUInt16BE(6) % 28)}`
  const digits = nowhere + birth + String(digest.readUInt16BE(8) % 1000).padStart(3, '0')
  return cardOf(pick(familyNames, 0) + pick(givenNames, 1), digits + checkCharacterOf(digits))
}

// The seventeenth digit is odd for men (GB 11643).
const cardOf = (name: string, id: string): SandboxCard =>
  ({ side: 'front', name, id, birth: id.slice(6, 14), gender: Number(id.charAt(16)) % 2 === 1 ? '男' : '女' })
