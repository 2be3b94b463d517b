import { useEffect, useRef } from 'react'
import { useDidHide, useDidShow } from './page-life'

/**
 * Whether this page is the one being looked at. An answer that comes late, after the person has gone elsewhere, must
 * not pull them back: nothing on the screen moves by itself.
 */
export function useInFront(): () => boolean {
  const inFront = useRef(true)
  useDidShow(() => {
    inFront.current = true
  })
  useDidHide(() => {
    inFront.current = false
  })
  useEffect(() => {
    inFront.current = true
    return () => {
      inFront.current = false
    }
  }, [])
  const ask = useRef(() => inFront.current)
  return ask.current
}
