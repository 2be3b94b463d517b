import { open } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { StateCard } from '../../ui/card'
import { Page } from '../../ui/page'

export default function TodayPage() {
  return (
    <Page id="today" title="零工市场" typeSwitch>
      <StateCard now="到门口扫一扫" next="签到、找活、招工，都从这里开始" pictogram="scan" />
      <Button id="to-employer" label="去招工" onTap={() => void open('/employer/home/index')} />
    </Page>
  )
}
