import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { Button } from './button'
import { ChoiceGrid } from './choices'
import { cleanIdNumber, cleanPhone, cleanYuan, fenOf, IdNumberField, TextField } from './fields'

test('what is wrong stands beside its field, with a sign, and is read out with the field', () => {
  const { container } = render(<TextField id="name" label="您的名字" value="" onChange={() => undefined} hint="和身份证上一样" error="请填名字" />)
  const error = container.querySelector('#name-error')
  expect(error?.textContent).toBe('请填名字')
  expect(error?.getAttribute('role')).toBe('alert')
  expect(error?.querySelector('img')).not.toBeNull()
  expect(screen.queryByText('和身份证上一样')).toBeNull()
  expect(container.querySelector('input#name')?.getAttribute('aria-label')).toBe('您的名字，请填名字')
})

test('a field is judged when it is left, not while someone types', () => {
  const judged = vi.fn()
  const Form = () => {
    const [value, setValue] = useState('')
    return <IdNumberField id="id-number" label="身份证号" value={value} onChange={setValue} onLeave={judged} />
  }
  const { container } = render(<Form />)
  const input = container.querySelector<HTMLInputElement>('#id-number')!
  fireEvent.change(input, { target: { value: '1101 0519 4912 3100 2x' } })
  expect(judged).not.toHaveBeenCalled()
  fireEvent.blur(input)
  expect(judged).toHaveBeenCalledWith('11010519491231002X')
  expect(input.value).toBe('11010519491231002X')
})

test('numbers are tidied as people write them', () => {
  expect(cleanIdNumber(' 34052419800101001x ')).toBe('34052419800101001X')
  expect(cleanPhone('138 0013 8000')).toBe('13800138000')
  expect(['260', '20.60', '2.055', '1a2', '.5'].map(cleanYuan)).toEqual(['260', '20.60', '2.05', '12', '.5'])
})

test('yuan as typed become whole fen, never a fraction of one', () => {
  expect(['260', '20.6', '0.07', '19.99'].map(fenOf)).toEqual([26_000, 2_060, 7, 1_999])
  expect(['', '.5', '20.', 'x'].map(fenOf)).toEqual([null, null, null, null])
})

test('a choice says by more than colour that it is chosen', () => {
  const changed = vi.fn()
  const choices = [
    { value: 'carry', label: '搬运', pictogram: 'carry' as const },
    { value: 'sort', label: '分拣', pictogram: 'sort' as const },
  ]
  const { container } = render(<ChoiceGrid id="trades" label="您会干什么？" many choices={choices} chosen={['carry']} onChange={changed} />)
  const [carry, sort] = ['carry', 'sort'].map((value) => container.querySelector(`#trades-${value}`))
  expect([carry?.getAttribute('aria-checked'), sort?.getAttribute('aria-checked')]).toEqual(['true', 'false'])
  expect(carry?.querySelector('.ui-choice-tick')).not.toBeNull()
  fireEvent.click(sort!)
  expect(changed).toHaveBeenCalledWith(['carry', 'sort'])
  fireEvent.click(carry!)
  expect(changed).toHaveBeenLastCalledWith([])
})

test('a busy button says so and takes no second tap', () => {
  const tapped = vi.fn()
  const { container, rerender } = render(<Button id="apply" label="报名" onTap={tapped} busy busyLabel="正在报名…" />)
  fireEvent.click(container.querySelector('#apply')!)
  expect(tapped).not.toHaveBeenCalled()
  expect(container.querySelector('#apply')?.getAttribute('aria-disabled')).toBe('true')
  expect(container.textContent).toBe('正在报名…')
  rerender(<Button id="apply" label="报名" onTap={tapped} />)
  fireEvent.click(container.querySelector('#apply')!)
  expect(tapped).toHaveBeenCalledTimes(1)
})
