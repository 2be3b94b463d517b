/**
 * Colours and sizes of the product, once. The style sheet `styles/tokens.scss` is written from here (see
 * `tokens.test.ts`), and code that must hand over a literal colour (pictograms are images) reads it from here.
 */

const light = {
  paper: '#f5f3ec',
  card: '#ffffff',
  ink: '#17211f',
  inkSoft: '#4a5754',
  line: '#e2ded2',
  /** Outline of a thing that can be tapped or typed into: 3:1 against its surroundings (WCAG 1.4.11). */
  edge: '#827d6c',
  track: '#e9e4d6',
  action: '#0a6b64',
  actionDeep: '#07524d',
  onAction: '#ffffff',
  actionSoft: '#e3f1ef',
  actionInk: '#07524d',
  waitInk: '#754a00',
  waitSoft: '#fdf0d2',
  confirmed: '#17703a',
  confirmedInk: '#14652f',
  confirmedSoft: '#e2f3e7',
  refused: '#a8231b',
  refusedInk: '#a8231b',
  refusedSoft: '#fbe6e3',
  /** Parts of a bar. */
  barAction: '#0a6b64',
  barConfirmed: '#17703a',
  barMid: '#5aa59f',
  /** Full-screen answers to a scan. */
  yes: '#17703a',
  /** Noted on this phone, known to nobody else yet: green still, and plainly not the same. */
  provisional: '#4a6410',
  no: '#a8231b',
  amber: '#7a4d00',
  onAnswer: '#ffffff',
  pressed: '#ece8dc',
}

export type ColourName = keyof typeof light

const dark: Record<ColourName, string> = {
  paper: '#101817',
  card: '#1b2624',
  ink: '#f1efe8',
  inkSoft: '#b9c4c1',
  line: '#34423f',
  edge: '#81918d',
  track: '#33403d',
  action: '#0d7a72',
  actionDeep: '#084e49',
  onAction: '#ffffff',
  actionSoft: '#16403c',
  actionInk: '#8fdcd3',
  waitInk: '#f6d28c',
  waitSoft: '#3f3112',
  confirmed: '#1a7a40',
  confirmedInk: '#8fe0aa',
  confirmedSoft: '#163a26',
  refused: '#b5352c',
  refusedInk: '#ffa79e',
  refusedSoft: '#4a221e',
  barAction: '#4fb3a9',
  barConfirmed: '#5cc485',
  barMid: '#a5dcd6',
  yes: '#17703a',
  provisional: '#4a6410',
  no: '#a8231b',
  amber: '#7a4d00',
  onAnswer: '#ffffff',
  pressed: '#26322f',
}

export const colours = { light, dark } as const
export type Theme = keyof typeof colours

/** Points (CSS px). Large type follows the national guideline for phones of older people (2021). */
const normalSizes = {
  textSmall: 16,
  text: 18,
  textLarge: 22,
  textTitle: 28,
  textPay: 34,
  textAnswer: 44,
  /** Anything that can be tapped. */
  tap: 48,
  /** The one main action of a screen. */
  tapMain: 56,
  tabBar: 74,
  pictogram: 28,
  pictogramFrame: 48,
}
export type SizeName = keyof typeof normalSizes

const largeSizes: Record<SizeName, number> = {
  textSmall: 20,
  text: 22,
  textLarge: 26,
  textTitle: 30,
  textPay: 40,
  textAnswer: 50,
  tap: 60,
  tapMain: 68,
  tabBar: 88,
  pictogram: 34,
  pictogramFrame: 60,
}

export const sizes = { normal: normalSizes, large: largeSizes } as const

/** Every text colour with the background it is printed on. `big` pairs are 18 pt bold or more, or not text: 3:1 is enough. */
export const printedPairs: readonly { text: ColourName; on: ColourName; big?: true }[] = [
  { text: 'ink', on: 'paper' },
  { text: 'ink', on: 'card' },
  { text: 'ink', on: 'pressed' },
  { text: 'inkSoft', on: 'paper' },
  { text: 'inkSoft', on: 'card' },
  { text: 'inkSoft', on: 'pressed' },
  { text: 'onAction', on: 'action' },
  { text: 'onAction', on: 'actionDeep' },
  { text: 'onAction', on: 'refused' },
  { text: 'onAction', on: 'confirmed' },
  { text: 'actionInk', on: 'paper' },
  { text: 'actionInk', on: 'card' },
  { text: 'actionInk', on: 'actionSoft' },
  { text: 'actionInk', on: 'pressed' },
  { text: 'waitInk', on: 'waitSoft' },
  { text: 'confirmedInk', on: 'card' },
  { text: 'confirmedInk', on: 'confirmedSoft' },
  { text: 'refusedInk', on: 'card' },
  { text: 'refusedInk', on: 'paper' },
  { text: 'refusedInk', on: 'refusedSoft' },
  { text: 'onAnswer', on: 'yes' },
  { text: 'onAnswer', on: 'provisional' },
  { text: 'onAnswer', on: 'no' },
  { text: 'onAnswer', on: 'amber' },
  { text: 'inkSoft', on: 'track' },
  { text: 'edge', on: 'card', big: true },
  { text: 'edge', on: 'paper', big: true },
  { text: 'barAction', on: 'track', big: true },
  { text: 'barConfirmed', on: 'track', big: true },
]

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const block = (selector: string, values: Record<string, string | number>): string =>
  `${selector} {\n${Object.entries(values)
    .map(([name, value]) => `  --${kebab(name)}: ${typeof value === 'number' ? `${value}px` : value};`)
    .join('\n')}\n}\n`

/** The text of `styles/tokens.scss`: one block for everybody, and one for each class that flips it. */
export const tokenSheet = (): string =>
  [
    '// Written by tokens.test.ts from tokens.ts. Change it there, then run vitest with -u.',
    block('.ui-theme', { ...light, ...normalSizes }),
    block('.ui-theme.large', largeSizes),
    block('.ui-theme.dark', dark),
  ].join('\n')
