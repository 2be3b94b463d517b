import { Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { Tap } from './tap'

/** Something long that is there for whoever wants it. */
export function Fold({ id, show, hide, children }: { id: string; show: string; hide: string; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <View>
      <Tap id={id} className="ui-tap ui-link ui-fold-tap" onTap={() => setOpen(!open)}>
        <Text>{open ? hide : show}</Text>
      </Tap>
      {open && <View id={`${id}-content`}>{children}</View>}
    </View>
  )
}
