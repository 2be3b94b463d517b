import { View } from '@tarojs/components'
import { jobOrders, jobOrderWords, tradeIcon, trades, type JobOrder } from '@market/shared/words/lists'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { MoneyField } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { SearchField } from '../../ui/search-field'
import { SetChips } from '../../ui/set-chips'
import { Sheet } from '../../ui/sheet'
import { dayWords, filtersSet, withinWords, type Day, type FilterName, type JobFilters, type Within } from './find-filters'

type BarProps = {
  filters: JobFilters
  /** Those that hold for what is shown: only they stand on chips. */
  holding: JobFilters
  /** The phone is being asked where it is, or did not say. */
  asking: boolean
  placeRefused: boolean
  onWords: (words: string) => void
  onSearch: () => void
  onOrder: (order: JobOrder) => void
  onClear: (name: FilterName) => void
  onFilters: () => void
}

const orderChoices = jobOrders.map((value) => ({ value, label: jobOrderWords[value] }))

/** What is looked for, in words, in order and by what is set. */
export function FindBar({ filters, holding, asking, placeRefused, onWords, onSearch, onOrder, onClear, onFilters }: BarProps) {
  return (
    <Card>
      <View className="ui-stack">
        <SearchField id="find-words" label="找什么活" placeholder="工种、地方、雇主" value={filters.words} onChange={onWords} onSearch={onSearch} />
        <SetChips id="set" set={filtersSet(holding)} onClear={onClear} />
        <Button id="filters" label="挑工种、日子、工钱" kind="secondary" onTap={onFilters} />
        <ChoiceGrid id="order" label="怎么排" choices={orderChoices} chosen={[filters.order]} onChange={([chosen]) => onOrder(chosen ?? 'soonest')} />
        {asking && <Notice id="place-asking">正在看您在哪儿…</Notice>}
        {placeRefused && <Notice id="place-refused" tone="wait">手机没说您在哪儿，先不按远近，全省的都看。</Notice>}
      </View>
    </Card>
  )
}

type SheetProps = { filters: JobFilters; change: (part: Partial<JobFilters>) => void; onClose: () => void; onClearAll: () => void }

const choicesOf = <V extends string>(words: Record<V, string>, values: readonly V[]) => values.map((value) => ({ value, label: words[value] }))
const tradeChoices = trades.map(({ code, name }) => ({ value: code as string, label: name, pictogram: tradeIcon(code) }))

/** What may be set. It counts as soon as it is tapped, so that closing the sheet loses nothing. */
export function FilterSheet({ filters, change, onClose, onClearAll }: SheetProps) {
  return (
    <Sheet id="filter-sheet" title="想找什么样的活" closeLabel="看这些活" stays="main" onClose={onClose}>
      <View className="ui-stack">
        <ChoiceGrid id="filter-day" label="哪天开工" columns={2} choices={choicesOf<Day>(dayWords, ['any', 'today', 'tomorrow', 'day_after'])} chosen={[filters.day]} onChange={([day]) => change({ day: day ?? 'any' })} />
        <ChoiceGrid id="filter-within" label="多远" columns={2} choices={choicesOf<Within>(withinWords, ['any', '3', '10', '30'])} chosen={[filters.within]} onChange={([within]) => change({ within: within ?? 'any' })} />
        <MoneyField id="filter-pay" label="一天最少多少钱" per="天" value={filters.leastPay} hint="按小时算钱的活，按干满那天算" onChange={(leastPay) => change({ leastPay })} />
        <ChoiceGrid id="filter-settle" label="什么时候结钱" choices={[{ value: 'any', label: '都行' }, { value: 'same_day', label: '只看当天结' }]} chosen={[filters.sameDay ? 'same_day' : 'any']} onChange={([settle]) => change({ sameDay: settle === 'same_day' })} />
        <ChoiceGrid id="filter-trade" label="工种（可以选几样，不选就是都看）" many choices={tradeChoices} chosen={filters.trades} onChange={(chosen) => change({ trades: chosen })} />
        <Button id="filters-clear" label="都去掉" kind="quiet" onTap={onClearAll} />
      </View>
    </Sheet>
  )
}
