import { fireEvent, render, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { getPhoto, type Photo, type PhotoOutcome } from '../platform/picture'
import { PhotoField } from './photo-field'

vi.mock('../platform/picture', () => ({ getPhoto: vi.fn() }))

const answers = (...outcomes: PhotoOutcome[]): void => {
  for (const outcome of outcomes) vi.mocked(getPhoto).mockResolvedValueOnce(outcome)
}

function Form() {
  const [photo, setPhoto] = useState<Photo | null>(null)
  return <PhotoField id="licence" label="营业执照" hint="四个角都拍到" photo={photo} onChange={setPhoto} />
}

const photo = (name: string): PhotoOutcome => ({ got: 'photo', photo: { base64: name, preview: `data:image/jpeg;base64,${name}` } })

test('a picture is taken, looked at, and taken again', async () => {
  answers(photo('one'), photo('two'))
  const { container } = render(<Form />)
  expect(container.querySelector('#licence-again')).toBeNull()
  fireEvent.click(container.querySelector('#licence')!)
  await waitFor(() => expect(container.querySelector<HTMLImageElement>('.ui-photo-picture')?.src).toContain('one'))
  fireEvent.click(container.querySelector('#licence-again')!)
  await waitFor(() => expect(container.querySelector<HTMLImageElement>('.ui-photo-picture')?.src).toContain('two'))
  expect(vi.mocked(getPhoto).mock.calls).toEqual([['camera'], ['camera']])
})

test('a picture that cannot be opened says what to do, and the one before stays', async () => {
  answers(photo('one'), { got: 'unreadable' }, { got: 'cancelled' })
  const { container } = render(<Form />)
  fireEvent.click(container.querySelector('#licence')!)
  await waitFor(() => expect(container.querySelector('.ui-photo-picture')).not.toBeNull())
  fireEvent.click(container.querySelector('#licence-album')!)
  await waitFor(() => expect(container.querySelector('#licence-error')?.textContent).toContain('打不开'))
  expect(container.querySelector<HTMLImageElement>('.ui-photo-picture')?.src).toContain('one')
  fireEvent.click(container.querySelector('#licence-again')!)
  await waitFor(() => expect(container.querySelector('#licence-error')).toBeNull())
})
