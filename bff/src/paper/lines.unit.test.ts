import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitName, lineHeight, wrap } from './lines'

/** Every Chinese character as wide as it is high, everything else half. */
const widthOf = (words: string, size: number): number => [...words].reduce((sum, one) => sum + (one > '\u2e80' ? size : size / 2), 0)
const room = { width: 160, height: 30, lines: 3, most: 20, least: 12, widthOf }

describe('a name on paper', () => {
  it('stands in one line as large as wanted when there is room', () => {
    expect(fitName('洛阳市零工市场', room)).toEqual({ size: 20, lines: ['洛阳市零工市场'] })
  })

  it('begins its second line with a word', () => {
    expect(fitName('郑州航空港经济综合实验区灵活就业服务专区', room).lines).toEqual(['郑州航空港经济综合实验区', '灵活就业服务专区'])
  })

  it('loses no character and never leaves its room, however long it is', () => {
    const names = fc.array(fc.constantFrom(...'洛阳市零工场、（县）街道站A1'), { minLength: 1, maxLength: 80 }).map((characters) => characters.join(''))
    fc.assert(fc.property(names, (name) => {
      const { size, lines } = fitName(name, room)
      expect(lines.join('')).toBe(name)
      expect(lines.length).toBeLessThanOrEqual(room.lines)
      for (const line of lines) expect(widthOf(line, size)).toBeLessThanOrEqual(room.width + 1e-6)
      expect(size * (1 + (lines.length - 1) * lineHeight)).toBeLessThanOrEqual(room.height + 1e-6)
    }))
  })
})

describe('a sentence on paper', () => {
  it('keeps numbers whole, and puts no comma at the beginning of a line', () => {
    expect(wrap('去了服务台，拨0379-63218000', { width: 7, size: 1, widthOf })).toEqual(['去了服务台，拨', '0379-63218000'])
  })

  it('breaks a word that is longer than a line, and keeps all of it', () => {
    expect(wrap('网址abcdefghijklmn', { width: 3, size: 1, widthOf })).toEqual(['网址ab', 'cdefgh', 'ijklmn'])
  })

  it('loses nothing but the spaces where it is broken', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('扫', '码', '，', '12', ' '), { maxLength: 60 }), (pieces) => {
      const words = pieces.join('')
      expect(wrap(words, { width: 6, size: 1, widthOf }).join('').replace(/ /g, '')).toBe(words.replace(/ /g, ''))
    }))
  })
})
