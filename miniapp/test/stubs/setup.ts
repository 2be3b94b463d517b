import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import { forgetStorage } from './taro'

// jsdom has no media queries; the phone of the tests is set to a light screen.
window.matchMedia = (query: string) => Object.assign(new EventTarget(), { matches: false, media: query }) as MediaQueryList

afterEach(() => {
  cleanup()
  forgetStorage()
})
