import { Canvas } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useRef, type PointerEvent } from 'react'

/** A canvas ready to draw on, in points; it already counts with the pixels of the screen. */
export type Surface = { context: CanvasRenderingContext2D; width: number; height: number }

type Props = {
  id: string
  className: string
  onReady: (surface: Surface) => void
  /** Points from the top left of the surface, milliseconds since some fixed moment. */
  onDown: (x: number, y: number, at: number) => void
  onMove: (x: number, y: number, at: number) => void
  onUp: () => void
}

type DrawingTouch = { touches: readonly { x: number; y: number }[] }

const prepare = (canvas: HTMLCanvasElement, width: number, height: number, pixelRatio: number): Surface | null => {
  canvas.width = Math.round(width * pixelRatio)
  canvas.height = Math.round(height * pixelRatio)
  const context = canvas.getContext('2d')
  if (!context) return null
  context.scale(pixelRatio, pixelRatio)
  return { context, width, height }
}

function WeChatSurface({ id, className, onReady, onDown, onMove, onUp }: Props) {
  const ready = useRef(onReady)
  ready.current = onReady
  useEffect(() => {
    // The node exists only after the page has been laid out.
    Taro.nextTick(() => {
      Taro.createSelectorQuery()
        .select(`#${id}`)
        .fields({ node: true, size: true })
        .exec((found: ({ node: HTMLCanvasElement; width: number; height: number } | null)[]) => {
          const canvas = found[0]
          const surface = canvas?.node && prepare(canvas.node, canvas.width, canvas.height, Taro.getWindowInfo().pixelRatio)
          if (surface) ready.current(surface)
        })
    })
  }, [id])
  const point = (event: unknown, tell: (x: number, y: number, at: number) => void): void => {
    const touch = (event as DrawingTouch).touches[0]
    if (touch) tell(touch.x, touch.y, Date.now())
  }
  return (
    <Canvas
      id={id}
      canvasId={id}
      type="2d"
      className={className}
      disableScroll
      onTouchStart={(event) => point(event, onDown)}
      onTouchMove={(event) => point(event, onMove)}
      onTouchEnd={onUp}
      onTouchCancel={onUp}
    />
  )
}

function BrowserSurface({ id, className, onReady, onDown, onMove, onUp }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const ready = useRef(onReady)
  ready.current = onReady
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const fit = (): void => {
      const { width, height } = element.getBoundingClientRect()
      const surface = width > 0 ? prepare(element, width, height, window.devicePixelRatio || 1) : null
      if (surface) ready.current(surface)
    }
    // The page may still be sliding in, or the phone be turned: a canvas that is resized is empty again.
    const watcher = new ResizeObserver(fit)
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [])
  const point = (event: PointerEvent<HTMLCanvasElement>, tell: (x: number, y: number, at: number) => void): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    tell(event.clientX - left, event.clientY - top, Date.now())
  }
  return (
    <canvas
      id={id}
      ref={canvas}
      className={className}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        point(event, onDown)
      }}
      onPointerMove={(event) => {
        if (event.buttons > 0) point(event, onMove)
      }}
      onPointerUp={onUp}
      onPointerCancel={onUp}
    />
  )
}

/** A place to write by hand, with a finger or a mouse. */
export const DrawingSurface = process.env.TARO_ENV === 'h5' ? BrowserSurface : WeChatSurface
