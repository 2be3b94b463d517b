import { Text, View } from '@tarojs/components'
import type { Agreement } from '@market/shared/sign/sign.contract'
import { useDocument } from '../../client/use-document'
import { open } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { Notice } from '../../ui/notice'
import { endWords, proofWords, stamped } from './verify.text'

/** What either side takes away once both have signed: the signed PDF, as often as they like, and how anybody can check it. */
export function AgreementPaper({ agreement: { id, status, hasPaper, code, ended } }: { agreement: Agreement }) {
  const { busy, problem, openPaper } = useDocument()
  if (status !== 'signed' && status !== 'sealed') return null
  return (
    <Card id="agreement-paper">
      <View className="ui-stack">
        <CardHead title="协议的纸" under={hasPaper ? '随时能下载、能打印，不收钱；服务台也能帮您打' : '正在存证，一般一分钟就能下载'} />
        {ended && <Text className="ui-soft">{`${endWords[ended.how]} · ${stamped(ended.at)}`}</Text>}
        {problem && <Notice id="paper-problem" tone="wait">{problem.message}</Notice>}
        {hasPaper && <Button id="paper-get" label="下载协议" kind="secondary" pictogram="paper" busy={busy} busyLabel="正在取…" onTap={() => void openPaper(`/api/agreements/${id}/paper`, '用工协议.pdf')} />}
        {hasPaper && (
          <>
            <Text className="ui-soft">{proofWords.what}</Text>
            <Button id="proof-get" label={proofWords.get} kind="quiet" small pictogram="shield" disabled={busy} onTap={() => void openPaper(`/api/agreements/${id}/proof`, '用工协议.proof.json')} />
          </>
        )}
        {code !== null && <Button id="paper-verify" label="验一验有没有改过" kind="quiet" small onTap={() => void open(paths.verify, { code })} />}
      </View>
    </Card>
  )
}
