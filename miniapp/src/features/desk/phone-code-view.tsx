import { View } from '@tarojs/components'
import type { PhoneCode } from '@market/shared/desk/desk.contract'
import { Card, StateCard } from '../../ui/card'
import { QrCode } from '../../ui/qr-code'
import { Steps } from '../../ui/steps'

/** The code that the desk scans, and what to bring. */
export function PhoneCodeView({ code }: { code: PhoneCode }) {
  return (
    <>
      <StateCard id="phone-code-state" now="把服务台的登记绑到这个微信" next="带上身份证，到服务台给工作人员扫这个码" pictogram="phone" />
      <Card id="phone-code-card">
        <View className="ui-pass">
          <View className="ui-soft">只给服务台扫，码会自己换</View>
          <QrCode id="phone-code" text={code.code} label="绑微信的码，给服务台扫" />
          <View className="ui-soft">扫好了，这一页会自己变</View>
        </View>
      </Card>
      <Card>
        <Steps
          id="phone-code-steps"
          steps={[
            { label: '带身份证到服务台', state: 'here' },
            { label: '工作人员看证件、扫这个码', state: 'ahead' },
            { label: '以后打开微信就是您的账号', state: 'ahead', note: '号、报名、协议都在，不用再登记' },
          ]}
        />
      </Card>
    </>
  )
}

/** It is done: whose phone this is now. */
export const PhoneBoundView = ({ nameMasked }: { nameMasked: string }) => (
  <StateCard id="phone-bound" now={`绑好了，${nameMasked}`} next="以后打开微信就是您的账号，不用再登记" pictogram="checkCircle" />
)
