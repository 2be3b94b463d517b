/** The colours of the pages, as ink. Codes and text stay readable when they come out of a printer as grey. */
export const ink = {
  black: '#000000',
  text: '#17211f',
  soft: '#4a5754',
  paper: '#f5f3ec',
  white: '#ffffff',
  teal: '#0a6b64',
  tealDeep: '#07524d',
  tealSoft: '#e3f1ef',
} as const

export type Ink = (typeof ink)[keyof typeof ink]
