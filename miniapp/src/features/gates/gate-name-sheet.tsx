import { View } from '@tarojs/components'
import { longestGateName } from '@market/shared/gates/gates.rules'
import { Button } from '../../ui/button'
import { TextField } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import type { GateNaming } from './use-manager-gates'

/** The name of a gate, as it stands on its poster. */
export function GateNameSheet({ title, hint, naming: { name, change, close, busy, error, problem, save } }: { title: string; hint: string; naming: GateNaming }) {
  if (name === null) return null
  return (
    <Sheet id="gate-name-sheet" title={title} onClose={close}>
      <View className="ui-stack">
        <TextField id="gate-name" label="入口的名字" value={name} maxLength={longestGateName * 2} placeholder="例如：东门" hint={hint} onChange={change} error={error} />
        {problem && <Notice id="gate-name-problem" tone="refused">{problem.message}</Notice>}
        <Button id="gate-name-save" label="好了" busy={busy} onTap={save} />
      </View>
    </Sheet>
  )
}
