import { describe, expect, it } from 'vitest'
import { loadFonts } from './fonts'
import { gb2312 } from './gb2312'

describe('fonts', () => {
  it('are reduced to the 6,763 Hanzi of the standard, its signs, and ASCII', () => {
    const characters = [...gb2312()]
    expect(characters.filter((one) => /\p{Script=Han}/u.test(one) && one >= '\u4e00')).toHaveLength(6763)
    expect(characters).toEqual(expect.arrayContaining([...'aZ09 *-', ...'·，。（）“”、', '元', '号']))
    expect(characters).not.toContain('喆')
    expect(new Set(characters).size).toBe(characters.length)
  })

  it('are small for common characters and whole for rare ones', async () => {
    const fonts = await loadFonts()
    const common = fonts.fileFor('零', 'bold')
    const rare = fonts.fileFor('喆', 'bold')
    expect(common.data.length).toBeLessThan(3_000_000)
    expect(rare.data.length).toBeGreaterThan(8_000_000)
    expect(rare.name).not.toBe(common.name)
    expect(fonts.fileFor('堃', 'bold')).toBe(rare)
  })
})
