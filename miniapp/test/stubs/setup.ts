import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import { forgetStorage } from './taro'

// jsdom has no media queries; the phone of the tests is set to a light screen. Tests of pure rules run without a window.
if (typeof window !== 'undefined') window.matchMedia = (query: string) => Object.assign(new EventTarget(), { matches: false, media: query }) as MediaQueryList

afterEach(() => {
  cleanup()
  forgetStorage()
})
