import { StateCard } from '../../ui/card'
import { Page } from '../../ui/page'

export default function EmployerHomePage() {
  return (
    <Page id="employer-home" title="招工" backTo="/pages/today/index">
      <StateCard now="在这里招人" next="发布一次，门口的人都看得到" pictogram="people" />
    </Page>
  )
}
