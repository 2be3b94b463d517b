// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { colours, printedPairs, sizes, tokenSheet, type Theme } from './tokens'

const folder = path.resolve(import.meta.dirname, 'styles')
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

test('the measure itself is right: black on white is 21, and #767676 on white just passes', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

test.each((['light', 'dark'] as Theme[]).flatMap((theme) => printedPairs.map((pair) => ({ theme, ...pair }))))(
  'in the $theme theme $text can be read on $on',
  ({ theme, text, on, big }) => {
    expect(contrast(colours[theme][text], colours[theme][on])).toBeGreaterThanOrEqual(big ? 3 : 4.5)
  },
)

test('every colour that text is printed in stands in the list of measured pairs', () => {
  const sheets = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n')
  const used = new Set([...sheets.matchAll(/(?:^|[;{\s])color: var\(--([a-z-]+)\)/g)].map(([, name]) => name))
  const measured = new Set(printedPairs.map(({ text }) => kebab(text)))
  expect(used.size).toBeGreaterThan(5)
  expect([...used].filter((name) => name !== undefined && !measured.has(name))).toEqual([])
})

test('sizes keep to the guideline: body 18 and 22, targets 48 and 60, the main action 56 or more', () => {
  expect(sizes.normal).toMatchObject({ text: 18, textLarge: 22, textTitle: 28, tap: 48, tapMain: 56 })
  expect(sizes.large.text).toBeGreaterThanOrEqual(22)
  expect(sizes.large.textTitle).toBeGreaterThanOrEqual(30)
  expect(sizes.large.tap).toBeGreaterThanOrEqual(60)
  for (const name of Object.keys(sizes.normal) as (keyof typeof sizes.normal)[]) {
    expect(sizes.large[name]).toBeGreaterThan(sizes.normal[name])
  }
})

test('everything that can be tapped takes its height from the target sizes', () => {
  const sheets = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n')
  const tall = new Set([...sheets.matchAll(/^\.(ui-[a-z-]+) \{[^}]*min-height: var\(--(?:tap|tap-main|tab-bar)\)/gm)].map(([, name]) => name))
  const source = path.resolve(import.meta.dirname, '..')
  const taps = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
    .flatMap((file) => [...readFileSync(path.join(source, file), 'utf8').matchAll(/<Tap\b[^>]*?className=("[^"]*"|\{[^}]*\})/g)].map(([, classes = '']) => ({ file, classes })))
  expect(taps.length).toBeGreaterThan(6)
  expect(taps.filter(({ classes }) => ![...classes.matchAll(/ui-[a-z-]+/g)].some(([name]) => tall.has(name)))).toEqual([])
})

test('the style sheet holds these tokens and no others', async () => {
  await expect(tokenSheet()).toMatchFileSnapshot('./styles/tokens.scss')
})
