import { Map } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Place } from './location'

export type MapMarker = { id: string; place: Place; words: string }

type Props = {
  id: string
  className: string
  middle: Place
  /** Whether the middle is where the person is. */
  showMe: boolean
  markers: readonly MapMarker[]
  onMarker: (id: string) => void
  /** Shown where the phone has no map of its own: our own drawing. A web page may not fetch pictures of streets from elsewhere. */
  children: ReactNode
}

/** WeChat's own map in the mini-program; what it is given to show instead in a browser. */
export function MapView({ id, className, middle, showMe, markers, onMarker, children }: Props) {
  if (process.env.TARO_ENV === 'h5') return <>{children}</>
  return (
    <Map
      id={id}
      className={className}
      latitude={middle.lat}
      longitude={middle.lng}
      scale={11}
      showLocation={showMe}
      markers={markers.map(({ place, words }, index) => ({
        // WeChat knows markers by number only.
        id: index,
        latitude: place.lat,
        longitude: place.lng,
        iconPath: '',
        width: 28,
        height: 36,
        callout: { content: words, display: 'ALWAYS', padding: 8, borderRadius: 8, fontSize: 16, color: '#17211f', bgColor: '#ffffff', borderWidth: 1, borderColor: '#0a6b64', textAlign: 'center', anchorX: 0, anchorY: 0 },
      }))}
      onMarkerTap={({ detail }) => {
        const found = markers[Number(detail.markerId)]
        if (found) onMarker(found.id)
      }}
      onCalloutTap={({ detail }) => {
        const found = markers[Number(detail.markerId)]
        if (found) onMarker(found.id)
      }}
      onError={() => undefined}
    />
  )
}
