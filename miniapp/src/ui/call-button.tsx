import { callPhone } from '../platform/phone-call'
import { Button } from './button'

/** Opens the dialler; the person still presses call. */
export function CallButton({ id, label, number }: { id: string; label: string; number: string }) {
  return <Button id={id} label={label} kind="secondary" pictogram="phone" onTap={() => void callPhone(number)} />
}
