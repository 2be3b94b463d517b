import type { RulebookView } from '@market/shared/supervision/supervision.contract'

/** The words of changing the rulebook, for officers. */

export type ListName = 'refused' | 'doubtful' | 'lawful'
export const listLabels: Readonly<Record<ListName, string>> = { refused: '不通过的词', doubtful: '要人看的词', lawful: '这样说没问题' }
export const listFieldLabels: Readonly<Record<ListName, string>> = { ...listLabels, refused: '不通过的词（一行一条）' }

/** Everything in which the rules of two versions differ, one a line. */
export const ruleChanges = (before: RulebookView, after: RulebookView): string[] =>
  after.rules.flatMap((rule) => {
    const was = before.rules.find(({ key }) => key === rule.key)
    if (was === undefined) return [`${rule.name}：新的一项`]
    const lists = (Object.keys(listLabels) as ListName[]).flatMap((list) => {
      const come = rule[list].filter((words) => !was[list].includes(words))
      const gone = was[list].filter((words) => !rule[list].includes(words))
      return [
        ...(come.length === 0 ? [] : [`${rule.name} · ${listLabels[list]}：加上 ${come.join('、')}`]),
        ...(gone.length === 0 ? [] : [`${rule.name} · ${listLabels[list]}：去掉 ${gone.join('、')}`]),
      ]
    })
    return [...(was.points === rule.points ? [] : [`${rule.name}：记 ${was.points} 分改成 ${rule.points} 分`]), ...lists]
  })
