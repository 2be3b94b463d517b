import { create } from 'zustand'
import { fontScale, prefersDark } from '../platform/phone-settings'
import { slot } from '../platform/storage'
import { colours, sizes, type ColourName, type SizeName, type Theme } from './tokens'

/** What the person chose; `null` follows the phone. */
type Choice = { large: boolean | null; dark: boolean | null }

type Display = Choice & {
  chooseLarge: (large: boolean | null) => void
  chooseDark: (dark: boolean | null) => void
}

const kept = slot<Choice>('display.1')

/** A phone whose letters are set this much larger gets large type by itself. */
const largeFrom = 1.15

export const useDisplay = create<Display>((set, get) => {
  const choose = (choice: Partial<Choice>): void => {
    set(choice)
    kept.write({ large: get().large, dark: get().dark })
  }
  return {
    large: null,
    dark: null,
    ...kept.read(),
    chooseLarge: (large) => choose({ large }),
    chooseDark: (dark) => choose({ dark }),
  }
})

export const useIsLarge = (): boolean => useDisplay(({ large }) => large ?? fontScale() >= largeFrom)

export const useTheme = (): Theme => useDisplay(({ dark }) => ((dark ?? prefersDark()) ? 'dark' : 'light'))

/** The class that carries the tokens, with those that flip them. @param forReading large type whatever was chosen */
export function useThemeClass(forReading = false): string {
  const large = useIsLarge() || forReading
  const theme = useTheme()
  return ['ui-theme', large && 'large', theme === 'dark' && 'dark'].filter(Boolean).join(' ')
}

/** A colour as a literal, for what cannot read the page's custom properties. */
export const useColour = (name: ColourName): string => colours[useTheme()][name]

export const useSize = (name: SizeName): number => sizes[useIsLarge() ? 'large' : 'normal'][name]
