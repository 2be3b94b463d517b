import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import subsetFont from 'subset-font'
import { gb2312 } from './gb2312'

export type Weight = 'regular' | 'bold'

/** One font file. pdfkit embeds of it only the glyphs a paper uses; `name` is unique among the fonts. */
export type FontFile = { name: string; data: Buffer }

export type Fonts = {
  /** The file that holds this character. For one that no font has it is the full font, which prints an empty box. */
  fileFor(character: string, weight: Weight): FontFile
}

const packaged: Record<Weight, string> = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
}

/** Layout tables for vertical setting and alternates: nothing we print uses them, and reading them takes most of the time of a paper. */
const unusedTables = ['GSUB', 'GPOS', 'GDEF', 'BASE', 'VORG', 'vhea', 'vmtx']

export const fullFont = (weight: Weight): Buffer => readFileSync(createRequire(import.meta.url).resolve(packaged[weight]))

/**
 * Noto Sans SC in two weights, reduced to GB 2312: 2 MB instead of 10, which makes a paper three times as fast. Rare
 * characters of names come from the full font. Takes about 0.1 s; to be done once and kept.
 */
export async function loadFonts(): Promise<Fonts> {
  const common = gb2312()
  const isCommon = new Set(common)
  const reduced = async (weight: Weight): Promise<FontFile> => ({
    name: weight,
    data: await subsetFont(fullFont(weight), common, { targetFormat: 'sfnt', noHinting: true, dropTables: unusedTables }),
  })
  const files: Record<Weight, FontFile> = { regular: await reduced('regular'), bold: await reduced('bold') }
  const full: Partial<Record<Weight, FontFile>> = {}

  return {
    fileFor(character, weight) {
      if (isCommon.has(character)) return files[weight]
      return (full[weight] ??= { name: `${weight}-full`, data: fullFont(weight) })
    },
  }
}
