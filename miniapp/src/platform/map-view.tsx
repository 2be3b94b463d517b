import { Map } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { MapArea, Place } from './location'

export type MapMarker = { id: string; place: Place; words: string }

type Props = {
  id: string
  className: string
  middle: Place
  /** Whether the middle is where the person is. */
  showMe: boolean
  markers: readonly MapMarker[]
  onMarker: (id: string) => void
  /** The piece of the map that is shown, once the person has moved it. */
  onArea: (area: MapArea) => void
  /** Shown where the phone has no map of its own: our own drawing. A web page may not fetch pictures of streets from elsewhere. */
  children: ReactNode
}

type Corner = { latitude: number; longitude: number }
/** What WeChat tells of a map that moves: `region` since 2.20 of its library, beside or inside `detail`. */
type RegionChange = { type: string; causedBy?: string; detail?: { causedBy?: string; region?: { southwest: Corner; northeast: Corner } } }

/** Only what a finger has done: a map that places itself asks nothing. */
function movedTo({ type, causedBy, detail }: RegionChange): MapArea | null {
  const cause = causedBy ?? detail?.causedBy
  const region = detail?.region
  if (type !== 'end' || (cause !== 'drag' && cause !== 'scale') || !region) return null
  return { south: region.southwest.latitude, north: region.northeast.latitude, west: region.southwest.longitude, east: region.northeast.longitude }
}

/** WeChat's own map in the mini-program; what it is given to show instead in a browser. */
export function MapView({ id, className, middle, showMe, markers, onMarker, onArea, children }: Props) {
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
      onRegionChange={(event) => {
        const area = movedTo(event as unknown as RegionChange)
        if (area) onArea(area)
      }}
      onError={() => undefined}
    />
  )
}
