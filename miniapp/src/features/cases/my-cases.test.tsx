import { render, screen } from '@testing-library/react'
import type { MyCase } from '@market/shared/cases/cases.contract'
import { caseOutcomes } from '@market/shared/cases/cases.rules'
import { hour, minute } from '@market/shared/words/time'
import { expect, test } from 'vitest'
import { MyCasesView } from './my-cases-view'
import { outcomeTags } from './my-cases.text'

/** Monday 2026-11-23, 05:00 in the market. */
const now = Date.UTC(2026, 10, 22, 21, 0)
const asked = (changes: Partial<MyCase> = {}): MyCase => ({
  id: 'case-0001', kind: 'identity', subjectId: 'verification-1', openedAt: now - 30 * minute, dueAt: Date.now() + 3 * hour + minute, ownerMasked: null, closedAt: null, outcome: null, ...changes,
})

test('who asked sees who answers for it and how long that may take', () => {
  const { container } = render(<MyCasesView cases={[asked({ ownerMasked: '田*芳' }), asked({ id: 'case-0002' })]} now={now} />)
  expect(container.querySelector('#my-case-case-0001')?.textContent).toBe('实名核验今天 04:30 交上，田*芳在办还剩 3 小时')
  screen.getByText('今天 04:30 交上，还没人接')
})

test('what was decided has no clock any more', () => {
  const { container } = render(<MyCasesView cases={[asked({ closedAt: now, outcome: 'refused' })]} now={now} />)
  expect(container.textContent).toBe('实名核验今天 05:00 办完没通过')
})

test('every outcome has its word', () => {
  expect(caseOutcomes.filter((outcome) => !outcomeTags[outcome].words)).toEqual([])
})
