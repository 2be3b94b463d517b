import { View } from '@tarojs/components'
import { useState } from 'react'
import { useRead } from '../../client/use-read'
import { useAddingLicence } from '../../features/identity/use-work-licences'
import { LicenceFoot, LicenceForm, WorkLicences } from '../../features/identity/work-licences'
import { SignedIn } from '../../features/session/entrance'
import { Button } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

const title = '我的证件'

function Adding({ hasPicture, onDone }: { hasPicture: boolean; onDone: () => void }) {
  const doing = useAddingLicence(hasPicture)
  return (
    <Page id="licences" title={title} backTo={paths.me} foot={<LicenceFoot doing={doing} onSent={onDone} onClose={onDone} />}>
      <LicenceForm doing={doing} hasPicture={hasPicture} />
    </Page>
  )
}

function Licences() {
  const now = useNow()
  const reading = useRead('GET /api/my-work-licences', {})
  const [adding, setAdding] = useState(false)
  if (adding) return <Adding hasPicture={reading.value?.hasPicture ?? false} onDone={() => setAdding(false)} />
  return (
    <Page
      id="licences" title={title} backTo={paths.me} dataAt={reading.at}
      foot={<View className="ui-foot-action"><Button id="add-licence" label="加一本证" onTap={() => setAdding(true)} /></View>}
    >
      <Loaded reading={reading}>{({ licences }) => <WorkLicences licences={licences} now={now} />}</Loaded>
    </Page>
  )
}

export default function LicencesPage() {
  return (
    <SignedIn>
      <Licences />
    </SignedIn>
  )
}
