import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { BarRow } from './bar-row'
import { ReasonList } from './reason-list'
import { Segmented } from './segmented'
import { TreeList, TreePath } from './tree-list'

test('a bar says its figure in words too, and is never longer than full', () => {
  const { container } = render(<BarRow id="load" label="王*芳" figure="12 件" count={12} whole={10} />)
  expect(container.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('王*芳，12 件')
  expect(container.querySelector<HTMLElement>('.ui-fill-part')?.style.width).toBe('100%')
})

test('nothing of nothing is an empty bar', () => {
  const { container } = render(<BarRow id="load" label="郑州市" figure="0 / 0" count={0} whole={0} />)
  expect(container.querySelector<HTMLElement>('.ui-fill-part')?.style.width).toBe('0%')
})

test('a row that leads nowhere cannot be tapped', () => {
  const opened = vi.fn()
  const { container } = render(
    <TreeList id="regions" rows={[{ id: '4103', label: '洛阳市', under: '3 个市场' }, { id: '4104', label: '平顶山市', still: true }]} onOpen={opened} />,
  )
  fireEvent.click(container.querySelector('#regions-4103')!)
  fireEvent.click(container.querySelector('#regions-4104')!)
  expect(opened.mock.calls).toEqual([['4103']])
  expect(container.querySelector('#regions-4103')?.getAttribute('aria-label')).toBe('洛阳市，3 个市场')
})

test('the path leads back to every step above, not to where one stands', () => {
  const opened = vi.fn()
  const { container } = render(<TreePath id="path" steps={[{ id: '41', label: '河南省' }, { id: '4103', label: '洛阳市' }]} onOpen={opened} />)
  fireEvent.click(container.querySelector('#path-41')!)
  fireEvent.click(screen.getByText('洛阳市'))
  expect(opened.mock.calls).toEqual([['41']])
})

test('each reason has a sign and says by itself what it means', () => {
  const { container } = render(
    <ReasonList
      id="findings"
      reasons={[
        { id: 'sex', words: '不能限男女', under: '就业促进法第二十七条' },
        { id: 'phone', words: '内容里有电话', tone: 'wait' },
      ]}
    />,
  )
  expect([...container.querySelectorAll('.ui-reason')].map((line) => line.getAttribute('aria-label'))).toEqual([
    '不行，不能限男女，就业促进法第二十七条',
    '要看一下，内容里有电话',
  ])
  expect(container.querySelectorAll('.ui-reason img')).toHaveLength(2)
})

test('of several views the open one has a tick, and is not opened again', () => {
  const chosen = vi.fn()
  const { container } = render(
    <Segmented id="view" segments={[{ value: 'mine', label: '我的', count: 3 }, { value: 'all', label: '全部' }]} chosen="mine" onChoose={chosen} />,
  )
  expect(container.querySelectorAll('#view-mine img')).toHaveLength(1)
  expect(container.querySelectorAll('#view-all img')).toHaveLength(0)
  fireEvent.click(container.querySelector('#view-mine')!)
  fireEvent.click(container.querySelector('#view-all')!)
  expect(chosen.mock.calls).toEqual([['all']])
})
