import { Text, View } from '@tarojs/components'
import { marketElementWords, marketElements, ruleTopicWords, ruleTopics } from '@market/shared/markets/market-profile'
import type { MarketPage, Operator } from '@market/shared/markets/markets.contract'
import type { ReactNode } from 'react'
import { open } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { paths } from '../../pages/paths'
import { CallButton } from '../../ui/call-button'
import { Card, CardHead, StateCard } from '../../ui/card'
import { Facts } from '../../ui/facts'
import { Fold } from '../../ui/fold'
import { Notice } from '../../ui/notice'
import { Pictogram } from '../../ui/pictogram'
import { Speaker } from '../../ui/speaker'
import { Tag } from '../../ui/tag'
import { TreeList } from '../../ui/tree-list'
import { kindWords, licenceName, licenceUntilWords, marketAloud, marketFacts, openingWords, operatorKindWords } from './market.text'
import './market.scss'

/** Everything a market publishes (policy clauses 九, 十): whether it is open, where, what for, how, and where to complain. */
export function MarketView({ page, now }: { page: MarketPage; now: number }) {
  const { market, profile, closedAt, operator, below } = page
  return (
    <>
      {closedAt === null ? (
        <StateCard id="market-state" now={openingWords(market, now)} pictogram={page.opening.open ? 'gate' : 'clock'} />
      ) : (
        <Notice id="market-gone" tone="refused">这个市场已经不办了，请看别的市场。</Notice>
      )}
      <Card id="market-facts">
        <CardHead title={market.name} pictogram="place" under={kindWords(page)} beside={<Speaker id="market-aloud" text={marketAloud(page, now)} />} />
        <Facts facts={marketFacts(page)} />
        <View className="ui-card-action">
          <CallButton id="call-hotline" label="打咨询电话" number={market.hotline} />
        </View>
      </Card>
      <Lines id="services" title="能办的事" lines={profile.services} sign="checkCircle" />
      <Guides guides={profile.guides} />
      <Lines id="promises" title="我们说到做到" lines={profile.promises} sign="shield" />
      <Words id="desk-functions" title="服务台能办" words={profile.deskFunctions} />
      <Words id="facilities" title="这里有" words={profile.facilities} />
      <Complaint page={page} />
      {operator && <RunBy operator={operator} />}
      <Rules page={page} />
      {below.length > 0 && (
        <>
          <Heading>下面的市场和服务站</Heading>
          <TreeList id="markets-below" rows={below.map(({ id, name }) => ({ id, label: name, pictogram: 'place' }))} onOpen={(marketId) => void open(paths.market, { marketId })} />
        </>
      )}
    </>
  )
}

const Heading = ({ children }: { children: ReactNode }) => (
  <View className="ui-section" {...spoken({ role: 'heading' })}>
    {children}
  </View>
)

function Lines({ id, title, lines, sign }: { id: string; title: string; lines: readonly string[]; sign: 'checkCircle' | 'shield' }) {
  if (lines.length === 0) return null
  return (
    <>
      <Heading>{title}</Heading>
      <Card id={id}>
        <View className="market-lines">
          {lines.map((line) => (
            <View key={line} className="market-line">
              <Pictogram name={sign} tone="actionInk" scale={0.86} />
              <Text className="market-line-words">{line}</Text>
            </View>
          ))}
        </View>
      </Card>
    </>
  )
}

function Words({ id, title, words }: { id: string; title: string; words: readonly string[] }) {
  if (words.length === 0) return null
  return (
    <>
      <Heading>{title}</Heading>
      <View id={id} className="market-words">
        {words.map((word) => (
          <View key={word} className="market-word">
            <Text>{word}</Text>
          </View>
        ))}
      </View>
    </>
  )
}

function Guides({ guides }: { guides: MarketPage['profile']['guides'] }) {
  if (guides.length === 0) return null
  return (
    <>
      <Heading>怎么办</Heading>
      {guides.map(({ title, steps }, index) => (
        <Card key={title} id={`guide-${index}`}>
          <View className="ui-heading">{title}</View>
          <View className="market-lines">
            {steps.map((step, number) => (
              <View key={step} className="market-line">
                <View className="market-number">
                  <Text>{String(number + 1)}</Text>
                </View>
                <Text className="market-line-words">{step}</Text>
              </View>
            ))}
          </View>
        </Card>
      ))}
    </>
  )
}

function Complaint({ page: { market, profile } }: { page: MarketPage }) {
  return (
    <>
      <Heading>不满意，找谁</Heading>
      <Card id="complaint">
        {profile.complaint && <View>{profile.complaint}</View>}
        <Facts facts={[{ label: '投诉电话', value: market.complaintPhone }]} />
        <View className="ui-card-action">
          <CallButton id="call-complaint" label="打投诉电话" number={market.complaintPhone} />
        </View>
      </Card>
    </>
  )
}

/** Who runs it on the government's behalf, with what their papers say and until when (policy clause 十五). */
function RunBy({ operator }: { operator: Operator }) {
  return (
    <>
      <Heading>谁在运行</Heading>
      <Card id="operator">
        <CardHead
          title={operator.name}
          pictogram="people"
          under={`${operatorKindWords[operator.kind]}，受政府委托`}
          beside={operator.verified ? <Tag tone="confirmed">证照已核验</Tag> : <Tag tone="wait">核验已过期</Tag>}
        />
        <View className="market-lines">
          {operator.licences.map((licence) => (
            <View key={licence.kind} id={`licence-${licence.kind}`} className="market-licence">
              <View className="market-line-words">
                <Text>{licenceName(licence)}</Text>
                <View className="ui-soft">{`${licence.number}，${licenceUntilWords(licence)}`}</View>
              </View>
              {licence.standing === 'over' && <Tag tone="refused">过期</Tag>}
              {licence.standing === 'ends_soon' && <Tag tone="wait">快到期</Tag>}
            </View>
          ))}
        </View>
      </Card>
    </>
  )
}

function Rules({ page: { profile } }: { page: MarketPage }) {
  const rules = ruleTopics.filter((topic) => profile.rules[topic] !== '').map((topic) => ({ label: ruleTopicWords[topic], value: profile.rules[topic] }))
  const elements = marketElements.filter((element) => profile.elements[element] !== '').map((element) => ({ label: marketElementWords[element], value: profile.elements[element] }))
  if (rules.length + elements.length === 0) return null
  return (
    <Card id="rules">
      <Fold id="show-rules" show="看规章制度" hide="收起规章制度">
        {[...rules, ...elements].map(({ label, value }) => (
          <View key={label} className="market-rule">
            <View className="market-rule-name">{label}</View>
            <View>{value}</View>
          </View>
        ))}
      </Fold>
    </Card>
  )
}
