import type { CSSProperties, ReactNode } from 'react'

/** Taro's components as plain elements: same props in, what a person meets out. */
type Props = {
  id?: string
  className?: string
  style?: CSSProperties
  children?: ReactNode
  onClick?: () => void
  onKeyDown?: (event: unknown) => void
  role?: string
  [aria: `aria-${string}`]: string
}

const plain = ({ id, className, style, onClick, onKeyDown, ...rest }: Props): Record<string, unknown> => ({
  id,
  className,
  style,
  onClick,
  onKeyDown,
  ...Object.fromEntries(Object.entries(rest).filter(([name]) => name === 'role' || name.startsWith('aria-'))),
})

export const View = (props: Props) => <div {...plain(props)}>{props.children}</div>
export const Text = (props: Props) => <span {...plain(props)}>{props.children}</span>
export const Image = (props: Props & { src: string }) => <img {...plain(props)} src={props.src} alt="" />
export const Canvas = (props: Props) => <canvas {...plain(props)} />
/** What is chosen on the wheel comes as a change of the hidden field `<id>-wheel`. */
export const Picker = (props: Props & { onChange?: (event: { detail: { value: string } }) => void }) => (
  <div {...plain(props)}>
    {props.children}
    <input id={props.id && `${props.id}-wheel`} hidden onChange={(event) => props.onChange?.({ detail: { value: event.target.value } })} />
  </div>
)

type Typed = Props & {
  value: string
  onInput: (event: { detail: { value: string } }) => void
  onBlur: (event: { detail: { value: string } }) => void
  onConfirm?: () => void
}
export const Input = (props: Typed) => (
  <input
    {...plain(props)}
    value={props.value}
    onChange={(event) => props.onInput({ detail: { value: event.target.value } })}
    onBlur={(event) => props.onBlur({ detail: { value: event.target.value } })}
    onKeyDown={(event) => event.key === 'Enter' && props.onConfirm?.()}
  />
)
export const Textarea = (props: Typed) => (
  <textarea
    {...plain(props)}
    value={props.value}
    onChange={(event) => props.onInput({ detail: { value: event.target.value } })}
    onBlur={(event) => props.onBlur({ detail: { value: event.target.value } })}
  />
)
