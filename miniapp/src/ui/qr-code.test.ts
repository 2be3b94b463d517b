// @vitest-environment node
import jsQr from 'jsqr'
import { expect, test } from 'vitest'
import { qrSvg } from './qr-code'

/** Draws the SVG the way a screen does: white ground, then each run of black modules. */
function draw(svg: string, pixelsPerModule: number): { data: Uint8ClampedArray; side: number; modules: number } {
  const modules = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
  const side = modules * pixelsPerModule
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y, run] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let dy = 0; dy < pixelsPerModule; dy += 1) {
      for (let dx = 0; dx < Number(run) * pixelsPerModule; dx += 1) {
        const at = ((Number(y) * pixelsPerModule + dy) * side + Number(x) * pixelsPerModule + dx) * 4
        data.fill(0, at, at + 3)
      }
    }
  }
  return { data, side, modules }
}

test.each(['https://market.example/q/AbCdEfGhIjKlMnOpQrStUv', '零工市场 工作码', 'https://market.example/q/' + 'x'.repeat(300)])(
  'a reader finds %s in its code',
  (text) => {
    const { data, side } = draw(qrSvg(text), 4)
    expect(jsQr(data, side, side)?.data).toBe(text)
  },
)

test('four modules around the code stay white', () => {
  const svg = qrSvg('https://market.example/q/AbCdEfGhIjKlMnOpQrStUv')
  const { modules } = draw(svg, 1)
  const runs = [...svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].map(([, x, y, run]) => ({ x: Number(x), y: Number(y), end: Number(x) + Number(run) }))
  expect(Math.min(...runs.map(({ x }) => x))).toBe(4)
  expect(Math.min(...runs.map(({ y }) => y))).toBe(4)
  expect(Math.max(...runs.map(({ end }) => end))).toBe(modules - 4)
})
