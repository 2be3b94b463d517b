import { View } from '@tarojs/components'
import type { BadRow, Import } from '@market/shared/exchange/exchange.contract'
import { age } from '@market/shared/words/show'
import { employerPaths } from '../../employer/paths'
import { useDocument } from '../../client/use-document'
import { useRead } from '../../client/use-read'
import { open } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { Button } from '../../ui/button'
import { Card, CardHead, StateCard } from '../../ui/card'
import { Fold } from '../../ui/fold'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { ReasonList } from '../../ui/reason-list'
import { useNow } from '../../ui/use-now'
import { fileWords, importWords, isUnderWay } from './employer-import.text'
import type { EmployerImportState } from './use-employer-import'

/** Lines of mistakes shown on the phone; the table has them all. */
const linesShown = 20

/** 批量导入: a list is sent, watched, and either all of it is published or it says line by line what is to be put right. */
export function EmployerImport({ imports, sending, problem, send }: EmployerImportState) {
  const now = useNow()
  const [latest, ...earlier] = imports.value?.imports ?? []
  const underWay = latest !== undefined && isUnderWay(latest)
  return (
    <Page id="employer-import" title="批量导入" backTo={employerPaths.home} dataAt={imports.at}>
      <Card>
        <CardHead title="一次发布一整张表" pictogram="paper" under="Excel、CSV、JSON 都行，最多 5 万条" />
        <View className="ui-soft">有一条要改，就一条都不发布。同一个岗位编号再传，不会重复。</View>
        {problem !== null && <Notice id="import-problem" tone="refused">{problem}</Notice>}
        <Button id="choose-file" label={underWay ? '上一个还在导入' : '选文件'} pictogram="post" busy={sending} busyLabel="正在上传…" disabled={underWay} onTap={() => void send()} />
      </Card>
      <Loaded reading={imports}>
        {() => (
          <>
            {latest && <Latest one={latest} now={now} />}
            {earlier.length > 0 && (
              <View className="ui-section" {...spoken({ role: 'heading' })}>
                以前传的
              </View>
            )}
            {earlier.map((one) => (
              <Card key={one.id} id={`import-${one.id}`} tight>
                <CardHead title={importWords(one).now} under={`${fileWords(one)} · ${age(one.createdAt, now)}`} />
              </Card>
            ))}
          </>
        )}
      </Loaded>
      <Columns />
      <Button id="go-keys" label="让自己的系统来传 · 接口钥匙" kind="secondary" small onTap={() => void open(employerPaths.keys)} />
    </Page>
  )
}

function Latest({ one, now }: { one: Import; now: number }) {
  const words = importWords(one)
  return (
    <>
      <StateCard id="import-state" now={words.now} next={words.next} pictogram={one.phase === 'done' ? 'checkCircle' : isUnderWay(one) ? 'clock' : 'alert'}>
        <View className="ui-state-next">{`${fileWords(one)} · ${age(one.createdAt, now)}`}</View>
      </StateCard>
      {one.phase === 'done' && one.rowsNew > 0 && <Button id="see-jobs" label="看发布的岗位" kind="secondary" onTap={() => void open(employerPaths.jobs)} />}
      {one.phase === 'refused' && <ToPutRight one={one} />}
    </>
  )
}

const problemsOf = ({ line, problems }: BadRow) =>
  problems.map(({ field, message }) => ({ id: `${line}-${field}`, words: `第 ${line} 行 · ${field}`, under: message }))

/** What is wrong, line by line as the sheet counts; all of it as a table to work by. */
function ToPutRight({ one }: { one: Import }) {
  const reading = useRead('GET /api/imports/:importId/bad-rows', { params: { importId: one.id }, query: { limit: linesShown } })
  const { busy, problem, openPaper } = useDocument()
  return (
    <Card id="bad-rows">
      <View className="ui-heading" {...spoken({ role: 'heading' })}>
        要改的地方
      </View>
      <Loaded reading={reading}>{({ rows }) => <ReasonList id="problems" reasons={rows.flatMap(problemsOf)} />}</Loaded>
      {one.rowsBad > linesShown && <View className="ui-soft">{`这里是前 ${linesShown} 行，全部的在表里。`}</View>}
      {problem && <Notice id="report-problem" tone="refused">{problem.message}</Notice>}
      <Button id="report" label="下载要改的地方" kind="secondary" busy={busy} busyLabel="正在下载…" onTap={() => void openPaper(`/api/imports/${one.id}/report`, '要改的地方.csv')} />
    </Card>
  )
}

const needed = ['岗位编号', '工种', '工作内容', '人数', '工作地点', '开工时间', '收工时间', '工钱', '结算时间', '结算方式', '联系人', '联系电话']
const more = ['用工单位', '统一社会信用代码', '岗位名称', '要求', '零工市场', '区县', '经度', '纬度', '日期', '休息分钟', '计薪单位', '福利', '来源', '来源链接']

function Columns() {
  return (
    <Fold id="columns" show="表里要有哪些列" hide="收起来">
      <View className="ui-stack">
        <View>{`一定要有：${needed.join('、')}。`}</View>
        <View>{`可以有：${more.join('、')}。`}</View>
        <View className="ui-soft">日期写 2026-11-24 或 11月24日，时间写 06:30，工钱写 260元/天。机构代招要写用工单位。</View>
      </View>
    </Fold>
  )
}
