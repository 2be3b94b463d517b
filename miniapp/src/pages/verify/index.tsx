import { View } from '@tarojs/components'
import { useState } from 'react'
import { useRead } from '../../client/use-read'
import { VerifyView } from '../../features/sign/verify-view'
import { usePageParams } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useScanner } from '../../ui/scanner'
import { paths } from '../paths'

/** 验协议, for anybody, signed in or not: opened by the code on a paper, or asks for it. */
export default function VerifyPage() {
  const params = usePageParams()
  const [code, setCode] = useState<string | null>(params.code ?? params.q ?? params.scene ?? null)
  const scanner = useScanner(setCode, '对准协议上的码')
  const reading = useRead('GET /api/verifications', code === null ? null : { query: { code } })
  return (
    <Page
      id="verify"
      title="验协议"
      backTo={paths.today}
      typeSwitch
      overlay={scanner.sheet}
      foot={
        <View className="ui-foot-action">
          <Button id="verify-scan" label={code === null ? '扫协议上的码' : '再验一份'} kind={code === null ? 'main' : 'secondary'} pictogram="scan" onTap={scanner.start} />
        </View>
      }
    >
      {code === null ? (
        <Card id="verify-how">扫一扫用工协议上的码，就知道这张纸是不是真的、改没改过。码下面的字也可以自己填。</Card>
      ) : (
        <Loaded reading={reading} cards={3}>{(verification) => <VerifyView verification={verification} />}</Loaded>
      )}
    </Page>
  )
}
