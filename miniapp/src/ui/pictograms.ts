import type { TradeIcon } from '@market/shared/words/lists'

/**
 * Our own pictograms: a 24×24 grid, one stroke weight, round ends, no fill. Each is the `d` of one path.
 * They are shown as images, because the mini-program has no inline SVG.
 */

/** A circle as a path: SVG has no circle command. */
const ring = (x: number, y: number, r: number): string => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`

const tradePictograms: Record<TradeIcon, string> = {
  carry: `M2.5 4h3.2l3.3 12.2M11.6 17.6 21.5 15M8.2 7.6l8.7-2.3 2.1 7.7-8.8 2.3${ring(9.6, 18.6, 2.2)}`,
  sort: `M4 13V7.5h6.5V13M13.5 13V4H20v9M2 16h20${ring(6, 19.6, 1.2)}${ring(12, 19.6, 1.2)}${ring(18, 19.6, 1.2)}`,
  warehouse: 'M3 20.5V9l9-5.5L21 9v11.5M7 20.5V12h10v8.5M7 16.2h10',
  shelf: 'M4 3v18M20 3v18M4 10h16M4 18h16M7 10V5.5h4.5V10M14 18v-4.5h3.5V18M7.5 18v-3H11v3',
  clean: 'M20.5 3 13.6 10.6M10.2 8.6l5.6 5c-.6 3.4-2 5.8-4 7.4H3.5c2.6-3 3.8-7.4 6.7-12.4zM7.6 21c1.2-1.3 2-2.8 2.5-4.5',
  serve: 'M3 12h18c0 3.6-2.2 6.6-5.5 7.9V21h-7v-1.1C5.2 18.6 3 15.6 3 12zM8.5 8.5c-1-1.5 1-2.5 0-4M12.5 8.5c-1-1.5 1-2.5 0-4M16.5 8.5c-1-1.5 1-2.5 0-4',
  brick: 'M3 5h18v14H3zM3 9.7h18M3 14.3h18M9 5v4.7M15 9.7v4.6M9 14.3V19',
  concrete: `M2 5.5h3.5l4.3 9.8h6.4L21 8H6.6M9.8 15.3 7.3 20.5${ring(15.6, 18.6, 2.2)}`,
  rebar: 'M7 3v18M12 3v18M17 3v18M3 7.5h18M3 16.5h18',
  scaffold: 'M5 3v18M19 3v18M3 7.5h18M3 15h18M5 15l14-7.5M5 21l14-6',
  pipe: 'M3 10.5h10.5a5 5 0 0 1 5 5V17h-5v-1H3zM8.5 10.5V6M5 6h7M16 20v1.5',
  decorate: 'M4 3.5h13v5.5H4zM17 6h3.5v5.5h-8.5V15M10.3 15h3.4v6h-3.4z',
  electric: 'M13 2.5 5 13.5h6L10.5 21.5 19 10h-6.5z',
  weld: 'M5 3.5h14V12c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9zM8.3 8h7.4v4.2H8.3z',
  courier: 'M3.5 7.5 12 3l8.5 4.5v9L12 21l-8.5-4.5zM3.5 7.5 12 12l8.5-4.5M12 12v9M7.8 5.3l8.5 4.5',
  delivery: `M8.3 18h7.4M15.7 18 18 14.2 15.5 5H12M3.5 15.8c.2-2.5 2-4.3 4.5-4.3h4l1.5 6.5M3 5.5h6v6H3z${ring(6, 18.3, 2.3)}${ring(18, 18.3, 2.3)}`,
  drive: `M4.5 17H2V6h12v11H8.7M14 9.5h4l4 4V17h-2.3M14 17h1.3${ring(6.6, 17.6, 2.1)}${ring(17.5, 17.6, 2.1)}`,
  shop: 'M4.5 4h15L22 9.5H2zM4 9.5v11h16v-11M9 20.5V14h6v6.5',
  guard: 'M3 9.5C4 6 7.6 4 12 4s8 2 9 5.5L18.5 13h-13zM5.5 13v2.5c4-1.5 9-1.5 13 0V13M7.5 15v1.5a4.5 4.5 0 0 0 9 0V15M12 7.3v2.4',
  farm: 'M12 21v-9M12 12.5C12 8 9 5.5 4 5.5c0 4.5 3 7 8 7zM12 15c0-4 3-6.5 8-6.5 0 4-3 6.5-8 6.5zM5 21h14',
}

const signPictograms = {
  today: 'M3 11 12 3.5 21 11M6 9v11.5h12V9M10 20.5v-6h4v6',
  find: `${ring(10.5, 10.5, 6.5)}M15.5 15.5 21 21`,
  mine: 'M4 5.5h16V21H4zM8 3v4.5M16 3v4.5M8 12h8M8 16.5h5',
  me: `${ring(12, 8, 4.2)}M4 21c.8-4.3 4-6.3 8-6.3s7.2 2 8 6.3`,
  scan: 'M3.5 8V4.5a1 1 0 0 1 1-1H8M16 3.5h3.5a1 1 0 0 1 1 1V8M20.5 16v3.5a1 1 0 0 1-1 1H16M8 20.5H4.5a1 1 0 0 1-1-1V16M3.5 12h17',
  speaker: 'M3.5 9.5v5h4l5 4.5V5l-5 4.5zM16 9a4.5 4.5 0 0 1 0 6M18.7 6.3a8.5 8.5 0 0 1 0 11.4',
  silent: 'M3.5 9.5v5h4l5 4.5V5l-5 4.5zM16.5 9.5l5 5M21.5 9.5l-5 5',
  check: 'M4.5 12.5 9.5 17.5 19.5 7',
  checkCircle: `${ring(12, 12, 9)}M7.7 12.3l3 3 5.6-6`,
  cross: 'M6 6l12 12M18 6 6 18',
  crossCircle: `${ring(12, 12, 9)}M8.7 8.7l6.6 6.6M15.3 8.7l-6.6 6.6`,
  alert: 'M12 3.5 22 20.5H2zM12 10v5M12 17.6v.2',
  wait: 'M6 3h12M6 21h12M7.5 3v3.5c0 2.5 4.5 4 4.5 5.5s-4.5 3-4.5 5.5V21M16.5 3v3.5c0 2.5-4.5 4-4.5 5.5s4.5 3 4.5 5.5V21',
  clock: `${ring(12, 12, 9)}M12 7v5.3l3.5 2.2`,
  place: `M12 21.5C8 17 5 13.7 5 10a7 7 0 0 1 14 0c0 3.7-3 7-7 11.5z${ring(12, 10, 2.5)}`,
  phone: 'M5 3.5h4l2 5-2.5 1.7c1 2.3 3 4.3 5.3 5.3L15.5 13l5 2v4c0 .9-.7 1.5-1.5 1.5C10.5 20 4 13.5 3.5 5c0-.8.6-1.5 1.5-1.5z',
  shield: 'M12 3l8 2.5V12c0 4.5-3.5 7.5-8 9-4.5-1.5-8-4.5-8-9V5.5zM8.5 12l2.5 2.5 4.5-5',
  people: `${ring(9, 8, 3.5)}M2.5 20c.5-3.8 3-5.7 6.5-5.7s6 1.9 6.5 5.7M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.8c2 .9 3.2 2.6 3.5 5.2`,
  post: 'M5 3.5h14v17H5zM12 8.5v7M8.5 12h7',
  back: 'M15 4.5 7.5 12l7.5 7.5',
  forward: 'M9 4.5l7.5 7.5L9 19.5',
  camera: `M3 7.5h4.5L9 5h6l1.5 2.5H21V19.5H3z${ring(12, 13, 3.7)}`,
  keyboard: 'M2.5 6h19v12h-19zM6 10h.01M9 10h.01M12 10h.01M15 10h.01M18 10h.01M7.5 14.5h9',
  picture: `M3 4.5h18v15H3zM3 16.5l5.5-5 4.5 4 3-2.5 5 4${ring(16, 9, 1.5)}`,
  retry: 'M20 11.5a8 8 0 1 0-1.5 5.5M20.5 5v6.5H14',
  offline: 'M2.5 9.5a14 14 0 0 1 5-3M11 5.5a14 14 0 0 1 10.5 4M6 13.5a9 9 0 0 1 4-2.3M15.5 12a9 9 0 0 1 2.5 1.5M9.3 17a4 4 0 0 1 5.4 0M4 3l16 18',
  edit: 'M4 20.5l1-4.5L16.5 4.5l3.5 3.5L8.5 19.5zM14 7l3.5 3.5',
  leave: 'M14 4H4.5v16H14M10 12h11M17 8l4 4-4 4',
  message: 'M3.5 4.5h17v12.5H12l-5 4v-4H3.5zM8 9h8M8 12.7h5',
  queue: 'M8.5 5.5h12M8.5 12h12M8.5 18.5h12M3.5 5.5h.01M3.5 12h.01M3.5 18.5h.01',
  paper: 'M6 3h8.5L19 7.5V21H6zM14 3v5h5M9.5 12.5h6M9.5 16.5h6',
  chart: 'M4 3.5v17h16.5M8.5 16.5v-5M13 16.5v-9M17.5 16.5v-3',
  eye: `M2 12c2.5-4.3 5.8-6.5 10-6.5s7.5 2.2 10 6.5c-2.5 4.3-5.8 6.5-10 6.5S4.5 16.3 2 12z${ring(12, 12, 3)}`,
  gate: 'M4 21V5.5L12 3l8 2.5V21M2 21h20M8.5 21v-9h7v9',
  book: 'M12 6.5C10 4.8 7 4 3.5 4v14.5c3.5 0 6.5.8 8.5 2.5 2-1.7 5-2.5 8.5-2.5V4C17 4 14 4.8 12 6.5zM12 6.5V21',
  largeType: 'M2.5 19.5 8.5 5l6 14.5M4.7 14.5h7.6M15.5 19.5l3.3-8 3.2 8M16.7 16.7h4.2',
} as const

export const pictograms = { ...tradePictograms, ...signPictograms }
export type PictogramName = keyof typeof pictograms

/** One weight for all of them, in units of the 24-unit grid. */
const strokeWidth = 1.9

/**
 * A pictogram as an image address.
 * @param colour any CSS colour; it must be a literal, an image does not see the page's custom properties
 */
export const pictogramAddress = (name: PictogramName, colour: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="${strokeWidth}" stroke-linecap="round" stroke-linejoin="round"><path d="${pictograms[name]}"/></svg>`,
  )}`
