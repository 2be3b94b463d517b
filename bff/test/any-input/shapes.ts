import fc from 'fast-check'

/** What is read of a schema of the contract: TypeBox schemas are JSON schemas. */
type Shape = {
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly Shape[]
  items?: Shape
  minItems?: number
  maxItems?: number
  properties?: Readonly<Record<string, Shape>>
  required?: readonly string[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
}

/** Values that mean something where a property of this name is asked for: ids of things that exist, numbers of phones. */
export type KnownValues = (name: string) => readonly unknown[]

/** Texts that a field for text must be able to take, each short enough for most of them. */
export const oddTexts: readonly string[] = [
  '', ' ', '　', '\u0000', 'a\u0000b', '\u0007\u001b[31m', '\n\r\t', '\ud83d', '\udc00x', '👷🏽‍♀️💰', '\u202e王建国', '\ufeff', 'é̂̂̂',
  "'; drop table people; --", "' or '1'='1", '%_%', '\\', '"', '$1', '{{7*7}}', '${process.exit(1)}', '=1+1', '@SUM(A1)', '-2+3', '<script>alert(1)</script>',
  '../../etc/passwd', '__proto__', 'constructor', 'null', 'undefined', 'NaN', '0', '-1', '1e9', '𠮷𠮷', '王'.repeat(30), 'a'.repeat(300), '9'.repeat(19),
]

const most = (limit: number | undefined, usual: number): number => Math.min(limit ?? usual, usual)

function texts({ minLength = 0, maxLength, pattern }: Shape): fc.Arbitrary<string> {
  const fits = (text: string) => text.length >= minLength && text.length <= (maxLength ?? Infinity)
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern)).filter(fits)
  const longest = Math.max(minLength, most(maxLength, 40))
  return fc.oneof(
    fc.string({ minLength, maxLength: longest, unit: 'grapheme' }).map((text) => text.slice(0, longest)).filter(fits),
    fc.constantFrom(...oddTexts).map((text) => text.slice(0, maxLength ?? Infinity).padEnd(minLength, '好')),
  )
}

const numbers = ({ type, minimum, maximum }: Shape): fc.Arbitrary<number> => {
  const [min, max] = [minimum ?? -1_000_000, maximum ?? 1_000_000]
  return type === 'integer' ? fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max)) : fc.double({ min, max, noNaN: true })
}

/** Values of the form a schema asks for: the small and the largest, the usual and the odd. */
export function valuesOf(shape: Shape, known: KnownValues, name = ''): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  if (shape.anyOf) return fc.oneof(...shape.anyOf.map((one) => valuesOf(one, known, name)))
  const meant = known(name).filter((value) => typeof value === shape.type || (shape.type === 'integer' && Number.isInteger(value)))
  const orMeant = (formed: fc.Arbitrary<unknown>) => (meant.length === 0 ? formed : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...meant) }, { weight: 1, arbitrary: formed }))
  switch (shape.type) {
    case 'string':
      return orMeant(texts(shape))
    case 'integer':
    case 'number':
      return orMeant(numbers(shape))
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(valuesOf(shape.items ?? {}, known, name), { minLength: shape.minItems ?? 0, maxLength: Math.max(shape.minItems ?? 0, most(shape.maxItems, 4)) })
    case 'object': {
      const properties = Object.entries(shape.properties ?? {}).map(([key, one]) => [key, valuesOf(one, known, key)] as const)
      return fc.record(Object.fromEntries(properties), { requiredKeys: [...(shape.required ?? [])], noNullPrototype: true })
    }
    case undefined:
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}
