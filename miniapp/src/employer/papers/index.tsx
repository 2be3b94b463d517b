import type { MyIdentity } from '@market/shared/identity/identity.contract'
import { showsPapers } from '@market/shared/identity/identity.rules'
import { useRead } from '../../client/use-read'
import { PapersFoot, PapersForm, PapersShown, PapersState } from '../../features/identity/employer-papers'
import { useEmployerPapers } from '../../features/identity/use-employer-papers'
import { EmployerOnly } from '../../features/register/employer-only'
import { paths } from '../../pages/paths'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { useNow } from '../../ui/use-now'
import { useState } from 'react'
import { Button } from '../../ui/button'

const title = '证照'

function Papers({ employer, pictures }: { employer: NonNullable<MyIdentity['employer']>; pictures: MyIdentity['pictures'] }) {
  const now = useNow()
  const doing = useEmployerPapers({ employer, pictures })
  const settled = employer.standing === 'valid'
  const [anew, setAnew] = useState(false)
  if (employer.waiting || (settled && !anew)) {
    return (
      <Page id="employer-papers" title={title} backTo={paths.identity}>
        <PapersState employer={employer} now={now} />
        <PapersShown employer={employer} />
        {settled && !employer.waiting && <Button id="submit-anew" label="证换了，重新交" kind="secondary" onTap={() => setAnew(true)} />}
      </Page>
    )
  }
  return (
    <Page id="employer-papers" title={title} backTo={paths.identity} foot={<PapersFoot doing={doing} again={employer.refused !== null} />}>
      <PapersState employer={employer} now={now} />
      <PapersForm employer={employer} pictures={pictures} doing={doing} />
    </Page>
  )
}

function Reading() {
  const reading = useRead('GET /api/my-identity', {})
  const { value } = reading
  // A form begins with what was submitted last: it is drawn once that is known, and anew after each decision.
  if (value?.employer && showsPapers(value.employer.kind)) {
    return <Papers key={`${value.employer.refused?.at ?? 0} ${value.employer.waiting === null}`} employer={value.employer} pictures={value.pictures} />
  }
  return (
    <Page id="employer-papers" title={title} backTo={paths.identity}>
      <Loaded reading={reading}>{() => <EmptyState id="no-papers" pictogram="checkCircle" title="个人家庭不用交证照" words="本人实名就能发布招工" />}</Loaded>
    </Page>
  )
}

export default function EmployerPapersPage() {
  return (
    <EmployerOnly id="employer-papers" title={title}>
      <Reading />
    </EmployerOnly>
  )
}
