import { View } from '@tarojs/components'
import { staffRoles } from '@market/shared/words/lists'
import { useState } from 'react'
import { StaffRefuseSheet } from '../../features/identity/staff-refuse-sheet'
import { StaffReviewView } from '../../features/identity/staff-review'
import { useStaffReview } from '../../features/identity/use-staff-review'
import { GrantedOnly } from '../../features/session/granted-only'
import { startAt, usePageParams } from '../../platform/navigation'
import { Button, ButtonRow } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { staffPaths } from '../paths'
import './index.scss'

/** One submission: look, then accept it or send it back with everything that is to be mended. */
function Review({ verificationId }: { verificationId: string }) {
  const now = useNow()
  const review = useStaffReview(verificationId)
  const [refusing, setRefusing] = useState(false)
  const { value } = review.reading
  const decides = value?.state === 'pending' && value.mayDecide && review.revealed !== null
  return (
    <Page
      id="staff-identity"
      title="核实身份"
      backTo={staffPaths.queue}
      dataAt={review.reading.at}
      overlay={
        refusing && value && (
          <StaffRefuseSheet
            verification={value}
            busy={review.busy === 'refuse'}
            noteError={review.noteError}
            onClose={() => setRefusing(false)}
            onRefuse={(flaws, note) => void review.refuse(flaws, note).then((done) => { if (done) setRefusing(false) })}
          />
        )
      }
      foot={
        decides ? (
          <View className="ui-foot-action">
            <ButtonRow>
              <Button id="open-refuse" label="退回去改" kind="secondary" disabled={review.busy !== null} onTap={() => setRefusing(true)} />
              <Button id="accept" label="通过" pictogram="check" busy={review.busy === 'accept'} disabled={review.busy !== null} onTap={() => void review.accept()} />
            </ButtonRow>
          </View>
        ) : value && value.state !== 'pending' ? (
          <View className="ui-foot-action">
            <Button id="to-queue" label="看下一件" onTap={() => void startAt(staffPaths.queue)} />
          </View>
        ) : undefined
      }
    >
      <Loaded reading={review.reading}>{(verification) => <StaffReviewView verification={verification} review={review} now={now} />}</Loaded>
    </Page>
  )
}

export default function StaffIdentityPage() {
  const { subjectId } = usePageParams()
  return (
    <GrantedOnly id="staff-identity" title="核实身份" roles={staffRoles}>
      <Review verificationId={subjectId ?? ''} />
    </GrantedOnly>
  )
}
