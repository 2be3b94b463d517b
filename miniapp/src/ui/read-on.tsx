import { Button } from './button'
import { Notice } from './notice'

type Props = { id: string; label: string; more: { busy: boolean; problem: { message: string } | null; read: () => Promise<void> } | null }

/** The end of a list that goes on; nothing where it does not. */
export function ReadOn({ id, label, more }: Props) {
  if (more === null) return null
  return (
    <>
      {more.problem && <Notice id={`${id}-problem`} tone="refused">{more.problem.message}</Notice>}
      <Button id={id} label={label} kind="secondary" busy={more.busy} onTap={() => void more.read()} />
    </>
  )
}
