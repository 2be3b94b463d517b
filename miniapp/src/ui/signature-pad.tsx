import { Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { DrawingSurface, type Surface } from '../platform/drawing-surface'
import { spoken } from '../platform/spoken'
import { useColour } from './display'
import { StrokeRecorder, type Strokes } from './strokes'
import { Tap } from './tap'

type Props = {
  id: string
  /** Called after every stroke, and with an empty list after 重写. */
  onWritten: (strokes: Strokes) => void
}

/** A pad to write one's name on. What counts is how it was written, so strokes are kept with their times. */
export function SignaturePad({ id, onWritten }: Props) {
  const surface = useRef<Surface | null>(null)
  const recorder = useRef<StrokeRecorder | null>(null)
  const last = useRef<{ x: number; y: number } | null>(null)
  // Null until there is something to write on: the hint is the promise that a stroke will be kept.
  const [empty, setEmpty] = useState<boolean | null>(null)
  const ink = useColour('ink')

  const clear = (): void => {
    const pad = surface.current
    if (!pad) return
    pad.context.clearRect(0, 0, pad.width, pad.height)
    recorder.current = new StrokeRecorder(pad.width, pad.height)
    last.current = null
    setEmpty(true)
    onWritten([])
  }

  const ready = (pad: Surface): void => {
    pad.context.lineWidth = 4
    pad.context.lineCap = 'round'
    pad.context.lineJoin = 'round'
    surface.current = pad
    clear()
  }

  const line = (x: number, y: number): void => {
    const pad = surface.current
    if (!pad) return
    const from = last.current ?? { x, y }
    pad.context.strokeStyle = ink
    pad.context.beginPath()
    pad.context.moveTo(from.x, from.y)
    pad.context.lineTo(x, y)
    pad.context.stroke()
    last.current = { x, y }
  }

  return (
    <View className="ui-signature">
      <View className="ui-signature-pad">
        {empty && (
          <View className="ui-signature-hint" {...spoken({ hidden: true })}>
            用手指在这里写
          </View>
        )}
        <DrawingSurface
          id={id}
          className="ui-signature-canvas"
          onReady={ready}
          onDown={(x, y, at) => {
            recorder.current?.down(x, y, at)
            last.current = null
            line(x, y)
            setEmpty(false)
          }}
          onMove={(x, y, at) => {
            if (!last.current) return
            recorder.current?.move(x, y, at)
            line(x, y)
          }}
          onUp={() => {
            if (!last.current) return
            recorder.current?.up()
            last.current = null
            onWritten(recorder.current?.strokes ?? [])
          }}
        />
      </View>
      <Tap id={`${id}-clear`} className="ui-tap ui-link" onTap={clear} label="擦掉重写">
        <Text>擦掉重写</Text>
      </Tap>
    </View>
  )
}
