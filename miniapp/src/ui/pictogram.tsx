import { Image } from '@tarojs/components'
import { spoken } from '../platform/spoken'
import { useColour, useSize } from './display'
import { pictogramAddress, type PictogramName } from './pictograms'
import type { ColourName } from './tokens'

type Props = {
  name: PictogramName
  tone?: ColourName
  /** Times the usual size of a pictogram, which follows large type. */
  scale?: number
  className?: string
}

/** A pictogram beside its word: screen readers read the word, so the picture keeps quiet. */
export function Pictogram({ name, tone = 'actionInk', scale = 1, className }: Props) {
  const colour = useColour(tone)
  const side = Math.round(useSize('pictogram') * scale)
  return (
    <Image
      src={pictogramAddress(name, colour)}
      className={className ?? 'ui-pictogram'}
      style={{ width: `${side}px`, height: `${side}px` }}
      {...spoken({ hidden: true })}
    />
  )
}
