import { View } from '@tarojs/components'
import { useRead } from '../../client/use-read'
import { Facts } from '../../ui/facts'
import { Fold } from '../../ui/fold'
import { Notice } from '../../ui/notice'
import { paperTitles, periodWords } from './identity.text'

/** What the employer of a job was checked for; the papers are one tap away (policy clause 八). */
export function EmployerStanding({ jobId }: { jobId: string }) {
  const { value } = useRead('GET /api/jobs/:jobId/employer', { params: { jobId } })
  if (!value) return null
  const { kind, verified, papers, legalRepresentativeMasked } = value
  return (
    <View className="ui-stack">
      {verified
        ? <Notice id="employer-verified" tone="confirmed">{kind === 'household' ? '雇主本人实名核验过' : '雇主实名核验过，证照工作人员看过'}</Notice>
        : <Notice id="employer-verified" tone="wait">雇主的核验到期了，正在等重新核对</Notice>}
      {papers.length > 0 && (
        <Fold id="employer-papers" show="看证照" hide="收起证照">
          <Facts
            facts={[
              ...papers.map((paper) => ({ label: paperTitles[paper.kind], value: paper.number, note: periodWords(paper) })),
              ...(legalRepresentativeMasked === null ? [] : [{ label: '法定代表人', value: legalRepresentativeMasked }]),
            ]}
          />
        </Fold>
      )}
    </View>
  )
}
