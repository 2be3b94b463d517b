import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createVault, VaultError, type Place } from './vault'

const key = () => randomBytes(32)
const first = { version: 1, key: key() }
const second = { version: 2, key: key() }
const indexKey = key()
const vault = createVault({ keys: [first], indexKeys: [indexKey] })
const rotated = createVault({ keys: [first, second], indexKeys: [indexKey] })
const phoneOf = (row: string): Place => ({ table: 'people', column: 'phone_sealed', row })

describe('sealing', () => {
  test('what was sealed opens in its place, whatever it was', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (plain, row) => {
      const sealed = vault.seal(plain, phoneOf(row))
      expect(vault.open(sealed, phoneOf(row))).toBe(plain)
      expect(vault.openBytes(sealed, phoneOf(row)).toString()).toBe(plain)
    }))
  })

  test('the same value sealed twice looks different, and neither shows the value', () => {
    const sealed = [1, 2].map(() => vault.seal('13800138000', phoneOf('a')))
    expect(new Set(sealed).size).toBe(2)
    expect(sealed.join()).not.toContain('13800138000')
  })

  test('a value copied to another row, column or table does not open', () => {
    const sealed = vault.seal('13800138000', phoneOf('a'))
    for (const place of [phoneOf('b'), { ...phoneOf('a'), column: 'name_sealed' }, { ...phoneOf('a'), table: 'employers' }]) {
      expect(() => vault.open(sealed, place)).toThrow(VaultError)
    }
  })

  test('changing any single byte is noticed', () => {
    const [format, version, body] = vault.seal('410101199001011234', phoneOf('a')).split('.')
    const bytes = Buffer.from(body ?? '', 'base64url')
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index)
      expect(() => vault.open(`${format}.${version}.${changed.toString('base64url')}`, phoneOf('a'))).toThrow(VaultError)
    }
  })

  test.each(['', 'plain text', 'v1.1.', 'v1.1.AAAA', `v2.1.${'A'.repeat(60)}`, `v1.x.${'A'.repeat(60)}`, `v1.1.${'A'.repeat(60)}.more`])('"%s" is not a sealed value', (value) => {
    expect(() => vault.open(value, phoneOf('a'))).toThrow('this is not a sealed value')
  })

  test('an error never contains the value', () => {
    const sealed = vault.seal('13800138000', phoneOf('a'))
    try {
      vault.open(sealed, phoneOf('b'))
      expect.unreachable()
    } catch (error) {
      expect(String(error)).not.toMatch(/138001|v1\./)
    }
  })
})

describe('rotation', () => {
  test('after a new key version old values still open, are known as outdated, and are sealed anew with the new one', () => {
    const old = vault.seal('王小明', phoneOf('a'))
    expect(rotated.isOutdated(old)).toBe(true)
    const renewed = rotated.seal(rotated.open(old, phoneOf('a')), phoneOf('a'))
    expect(rotated.isOutdated(renewed)).toBe(false)
    expect(createVault({ keys: [second], indexKeys: [indexKey] }).open(renewed, phoneOf('a'))).toBe('王小明')
  })

  test('a value whose key is gone says which version is missing', () => {
    const withoutOld = createVault({ keys: [second], indexKeys: [indexKey] })
    expect(() => withoutOld.open(vault.seal('x', phoneOf('a')), phoneOf('a'))).toThrow('there is no key of version 1')
  })

  test('a value cannot be passed off as sealed under another version', () => {
    const same = createVault({ keys: [first, { version: 3, key: first.key }], indexKeys: [indexKey] })
    const sealed = same.seal('x', phoneOf('a')).replace('v1.3.', 'v1.1.')
    expect(() => same.open(sealed, phoneOf('a'))).toThrow(VaultError)
  })
})

describe('blind index', () => {
  test('equal values have equal indexes for one purpose only', () => {
    expect(vault.blindIndex('phone', '13800138000')).toBe(vault.blindIndex('phone', '13800138000'))
    expect(vault.blindIndex('phone', '13800138000')).not.toBe(vault.blindIndex('phone', '13800138001'))
    expect(vault.blindIndex('phone', '13800138000')).not.toBe(vault.blindIndex('id_number', '13800138000'))
  })

  test('it survives the rotation of the sealing key, and depends on its own', () => {
    expect(rotated.blindIndex('phone', '13800138000')).toBe(vault.blindIndex('phone', '13800138000'))
    const other = createVault({ keys: [first], indexKeys: [key()] })
    expect(other.blindIndex('phone', '13800138000')).not.toBe(vault.blindIndex('phone', '13800138000'))
  })
})

describe('keys that must not be used', () => {
  test.each([
    ['none at all', { keys: [], indexKeys: [indexKey] }, 'there is no key'],
    ['a short key', { keys: [{ version: 1, key: randomBytes(16) }], indexKeys: [indexKey] }, 'key 1 is not 32 bytes'],
    ['a short index key', { keys: [first], indexKeys: [randomBytes(8)] }, 'the index key is not 32 bytes'],
    ['one key for both purposes', { keys: [first], indexKeys: [first.key] }, 'key 1 is also the index key'],
    ['a version given twice', { keys: [first, { version: 1, key: key() }], indexKeys: [indexKey] }, 'two keys have the same version'],
  ])('%s', (_name, bad, message) => {
    expect(() => createVault(bad)).toThrow(message)
  })
})

describe('a newer index key', () => {
  const newer = key()
  const both = createVault({ keys: [first], indexKeys: [indexKey, newer] })

  test('writes, and the older one is looked under as well', () => {
    const [written, ...under] = both.blindIndexes('phone', '13800138000')
    expect(both.blindIndex('phone', '13800138000')).toBe(written)
    expect(written).toBe(createVault({ keys: [first], indexKeys: [newer] }).blindIndex('phone', '13800138000'))
    expect(under).toEqual([vault.blindIndex('phone', '13800138000')])
  })

  test.each([
    ['none', [], 'there is no index key'],
    ['one twice', [newer, newer], 'an index key is there twice'],
    ['an older one that is short', [randomBytes(8), newer], 'the index key is not 32 bytes'],
    ['an older one that seals', [first.key, newer], 'key 1 is also the index key'],
  ])('%s is refused', (_name, indexKeys, message) => {
    expect(() => createVault({ keys: [first], indexKeys })).toThrow(message)
  })
})
