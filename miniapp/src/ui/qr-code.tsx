import { Image } from '@tarojs/components'
import { useMemo } from 'react'
import { encode } from 'uqr'
import { spoken } from '../platform/spoken'

/** Modules of white around the code: with fewer, cheap readers do not find it (ISO/IEC 18004). */
const quietZone = 4

/**
 * The code as an SVG: black on white whatever the theme, one path, a run of modules per piece.
 * @throws RangeError when the text is too long for a code (about 2,300 bytes)
 */
export function qrSvg(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: quietZone })
  const runs: string[] = []
  data.forEach((row, y) => {
    let from = -1
    for (let x = 0; x <= size; x += 1) {
      if (row[x] && from < 0) from = x
      if (!row[x] && from >= 0) {
        runs.push(`M${from} ${y}h${x - from}v1h${from - x}z`)
        from = -1
      }
    }
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${runs.join('')}"/></svg>`
}

/** A QR code to be scanned from this screen. `label` says what it is for. */
export function QrCode({ id, text, label }: { id: string; text: string; label: string }) {
  const address = useMemo(() => `data:image/svg+xml,${encodeURIComponent(qrSvg(text))}`, [text])
  return <Image id={id} src={address} className="ui-qr" {...spoken({ role: 'img', label })} />
}
