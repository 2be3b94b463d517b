import { dataClasses } from '@market/shared/my-data/data-classes'
import type { Collected, Entry } from './collect'
import { pageText } from './my-data.text'
import { inWords } from './values'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

// On a phone held upright, and on A4.
const style = `body{font:16px/1.7 sans-serif;max-width:46em;margin:0 auto;padding:16px;color:#1f1d18}h1{font-size:24px}h2{font-size:20px;margin-top:32px;border-top:2px solid #1f1d18;padding-top:8px}
p{margin:4px 0}.why{color:#5a564c}dl{margin:12px 0;padding:8px 12px;border:1px solid #cfc9ba;border-radius:8px;break-inside:avoid}dl div{display:flex;gap:12px}dt{flex:0 0 8em;color:#5a564c}dd{margin:0;overflow-wrap:anywhere}`

const row = (entries: readonly Entry[]): string => {
  const said = entries.filter(({ value }) => value !== null)
  return said.length === 0 ? '' : `<dl>${said.map((entry) => `<div><dt>${escaped(entry.label)}</dt><dd>${escaped(inWords(entry))}</dd></div>`).join('')}</dl>`
}

const part = ({ class: name, tables }: Collected): string => {
  const { title, purpose, ground, kept } = dataClasses[name]
  const rows = tables.flatMap((table) => [...table.rows.map(row), ...(table.isCut ? [`<p>${escaped(pageText.cut)}</p>`] : [])]).join('\n')
  return `<h2>${escaped(title)}</h2>\n<p class="why">${escaped(pageText.why({ purpose, ground, kept }))}</p>\n${rows || `<p>${escaped(pageText.none)}</p>`}`
}

/** Everything as one page that opens by itself, without a script or anything from elsewhere. */
export const pageOf = (collected: readonly Collected[], now: number): string =>
  `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(pageText.title)}</title><style>${style}</style></head>
<body>
<h1>${escaped(pageText.title)}</h1>
${pageText.opening(now).map((line) => `<p>${escaped(line)}</p>`).join('\n')}
${collected.map(part).join('\n')}
</body>
</html>
`
