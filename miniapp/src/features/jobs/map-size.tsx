import { areaAround } from '@market/shared/markets/markets.rules'
import { useState } from 'react'
import type { MapArea, Place } from '../../platform/location'
import { Segmented } from '../../ui/segmented'

const sizes = [{ value: '3', label: '3 公里' }, { value: '10', label: '10 公里' }, { value: '30', label: '30 公里' }, { value: 'all', label: '全省' }] as const
type Size = (typeof sizes)[number]['value']

/** How much of the country our own drawing shows: WeChat's map is moved by a finger instead. */
export function MapSize({ middle, onArea }: { middle: Place; onArea: (area: MapArea | null) => void }) {
  const [size, setSize] = useState<Size>('all')
  if (process.env.TARO_ENV !== 'h5') return null
  const choose = (chosen: Size): void => {
    setSize(chosen)
    onArea(chosen === 'all' ? null : areaAround(middle, Number(chosen) * 1000))
  }
  return <Segmented id="map-size" segments={sizes} chosen={size} onChoose={choose} />
}
