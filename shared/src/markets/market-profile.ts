/** What a market publishes about itself beside place and hours (policy clauses 三, 六, 九, 十): short lines that people read. */

/** Rules that every market from county level up publishes (clause 九). */
export const ruleTopics = ['hiring', 'labour', 'mediation', 'publishing', 'pay'] as const
export type RuleTopic = (typeof ruleTopics)[number]
export const ruleTopicWords: Record<RuleTopic, string> = {
  hiring: '市场招聘',
  labour: '劳动用工',
  mediation: '调解仲裁',
  publishing: '信息发布',
  pay: '工资结算',
}

/** What a market is made of (clause 三). */
export const marketElements = ['channels', 'matching', 'operation', 'venue', 'funding', 'rights', 'evaluation'] as const
export type MarketElement = (typeof marketElements)[number]
export const marketElementWords: Record<MarketElement, string> = {
  channels: '信息从哪儿来、在哪儿发',
  matching: '人和活怎么对接',
  operation: '谁来运行',
  venue: '场地和设施',
  funding: '经费从哪儿来',
  rights: '权益怎么保障',
  evaluation: '谁来监督评估',
}

export type Guide = { title: string; steps: string[] }

export type MarketProfile = {
  /** Trade codes the market is for; empty means all. */
  trades: string[]
  /** What staff do at the desk, e.g. 登记、配岗、签约、维权. */
  deskFunctions: string[]
  facilities: string[]
  services: string[]
  guides: Guide[]
  promises: string[]
  /** Empty where a station follows those of the market above it. */
  rules: Record<RuleTopic, string>
  /** How to complain, beside the telephone. */
  complaint: string
  elements: Record<MarketElement, string>
}
