import { distFrom, type Dist } from './dist';

/** A small mini-program written by hand, with one of everything the engine must do as a phone does. */
const home = {
  wxml: `
<import src="../../parts.wxml"/>
<wxs module="say" src="../../say.wxs"/>
<view id="greeting">{{say.hello(name)}}</view>
<view id="query">q={{q}} shown={{shown}} ready={{ready}}</view>
<input id="name" value="{{name}}" maxlength="6" placeholder="姓名" bindinput="onName" bindconfirm="onConfirm" bindblur="onBlur"/>
<input id="plain" value="{{fixed}}"/>
<picker id="city" mode="selector" range="{{cities}}" range-key="label" bindchange="onCity"><view>{{city}}</view></picker>
<picker id="day" mode="date" bindchange="onCity">日期</picker>
<checkbox-group id="trades" bindchange="onTrades">
  <label wx:for="{{['木工','瓦工']}}" wx:key="*this"><checkbox value="{{item}}"/>{{item}}</label>
</checkbox-group>
<radio-group bindchange="onPay"><label><radio value="day"/>日结</label><label><radio value="month"/>月结</label></radio-group>
<switch id="agree" bindchange="onAgree"/>
<view id="chosen">{{trades}}|{{pay}}|{{agree}}</view>
<form id="form" bindsubmit="onForm"><input id="note" name="note"/><button id="send" form-type="submit">交</button></form>
<button id="phone" open-type="getPhoneNumber" bindgetphonenumber="onPhone">手机号</button>
<button id="later" disabled="{{!open}}" bindtap="onLater">开门</button>
<button id="dead">没反应</button>
<view id="secret" style="display:none">看不见</view>
<canvas id="pad" type="2d" style="width:200px;height:100px" bindtouchstart="onTouch" bindtouchmove="onTouch"/>
<view class="row"><view class="cell" bindtap="onOuter"><text id="inner" catchtap="onInner">里面</text></view></view>
<template is="act" data="{{label:'扫一扫',act:'scan'}}"/>
<template is="act" data="{{label:'问',act:'ask'}}"/>
<template is="act" data="{{label:'登录',act:'login'}}"/>
<template is="act" data="{{label:'存',act:'save'}}"/>
<template is="act" data="{{label:'确认',act:'modal'}}"/>
<template is="act" data="{{label:'单子',act:'sheet'}}"/>
<template is="act" data="{{label:'提示',act:'toast'}}"/>
<template is="act" data="{{label:'定位',act:'locate'}}"/>
<template is="act" data="{{label:'重要',act:'important'}}"/>
<view id="answer">{{answer}}</view>`,
  js: `
const cities = [{ label: '郑州' }, { label: '开封' }];
Page({
  data: { name: '', q: '', shown: 0, ready: false, fixed: '不变', cities, city: '选城市', trades: '', pay: '', agree: false, open: false, answer: '' },
  onLoad(options) { this.setData({ q: options.q || '' }); },
  onShow() { this.setData({ shown: this.data.shown + 1 }); },
  onReady() {
    this.setData({ ready: true });
    wx.createSelectorQuery().select('#pad').fields({ node: true, size: true }).exec(([found]) => {
      found.node.width = found.width * 2;
      this.pad = found.node.getContext('2d');
      this.pad.lineWidth = 3;
    });
  },
  say(answer) { this.setData({ answer }); },
  onName(e) { this.setData({ name: e.detail.value }); },
  onConfirm(e) { this.say('确认 ' + e.detail.value); },
  onBlur(e) { this.say(this.data.answer + ' 离开'); },
  onCity(e) { this.setData({ city: typeof e.detail.value === 'number' ? cities[e.detail.value].label : e.detail.value }); },
  onTrades(e) { this.setData({ trades: e.detail.value.join('+') }); },
  onPay(e) { this.setData({ pay: e.detail.value }); },
  onAgree(e) { this.setData({ agree: e.detail.value }); },
  onForm(e) { this.say(JSON.stringify(e.detail.value)); },
  onPhone(e) { this.say('电话 ' + e.detail.code); },
  onLater() { this.say('开了'); },
  onInner(e) { this.say('里 ' + e.currentTarget.id + ' ' + Object.prototype.toString.call(e)); },
  onOuter() { this.say('外'); },
  onTouch(e) { const { x, y } = e.touches[0]; e.type === 'touchstart' ? this.pad.moveTo(x, y) : this.pad.lineTo(x, y); },
  onAct(e) { this[e.currentTarget.dataset.act](); },
  scan() { wx.scanCode().then((r) => this.say('扫到 ' + r.result), (e) => this.say(e.errMsg)); },
  ask() {
    wx.request({ url: 'http://127.0.0.1:8080/api/hello?x=1', method: 'POST', data: { name: this.data.name },
      success: (r) => this.say(r.statusCode + ' ' + r.data.greeting + ' ' + r.data.list.constructor.name),
      fail: (e) => this.say(e.errMsg) });
  },
  login() { wx.login({ success: ({ code }) => this.say('码 ' + code), fail: (e) => this.say(e.errMsg) }); },
  save() { wx.setStorageSync('draft', { name: this.data.name, at: undefined }); this.say('存了 ' + JSON.stringify(wx.getStorageSync('draft'))); },
  modal() { wx.showModal({ title: '真的吗', content: '不能退', success: (r) => this.say('回答 ' + r.confirm) }); },
  sheet() { wx.showActionSheet({ itemList: ['甲', '乙'] }).then((r) => this.say('选 ' + r.tapIndex), (e) => this.say(e.errMsg)); },
  toast() { wx.showToast({ title: '好了' }); },
  locate() { wx.getFuzzyLocation({ success: (r) => this.say('在 ' + r.latitude), fail: (e) => this.say(e.errMsg) }); },
  important() { this.say([typeof window, typeof document, typeof fetch, typeof localStorage, typeof URL, typeof queueMicrotask, typeof AbortController,
    typeof TextEncoder, typeof process, typeof Buffer, typeof structuredClone, typeof Intl, typeof [].at].filter((t) => t !== 'undefined').join() || '干净'); },
});`,
};

const list = {
  wxml: `<view id="from">from={{from}}</view><view wx:for="{{rows}}" wx:key="id" class="job"><text>{{item.title}}</text><button bindtap="take" data-id="{{item.id}}">要</button></view><view id="taken">{{taken}}</view><counter id="counter" start="{{3}}"/>`,
  js: `
Page({
  data: { rows: [{ id: 'a', title: '搬运' }, { id: 'b', title: '分拣' }], taken: '', from: '' },
  onLoad(options) { this.setData({ from: options.from }); },
  take(e) { this.setData({ taken: '拿了 ' + e.currentTarget.dataset.id }); },
});`,
};

/** Files of the sample, to be changed by tests. */
export const sampleFiles: Readonly<Record<string, string>> = {
  'app.json': JSON.stringify({ pages: ['pages/home/index', 'pages/list/index'], subPackages: [{ root: 'staff', pages: ['scan/index'] }] }),
  'app.js': `const tools = require('./tools'); App({ onLaunch(o) { this.launched = tools.word + o.scene; }, onShow() { this.shows = (this.shows || 0) + 1; } });`,
  'tools.js': `module.exports = { word: 'scene ' };`,
  'say.wxs': `module.exports = { hello: function (name) { return name ? '你好 ' + name : '请填姓名'; } };`,
  'parts.wxml': `<template name="act"><button data-act="{{act}}" bindtap="onAct">{{label}}</button></template>`,
  'pages/home/index.wxml': home.wxml,
  'pages/home/index.js': home.js,
  'pages/home/index.json': '{}',
  'pages/list/index.wxml': list.wxml,
  'pages/list/index.js': list.js,
  'pages/list/index.json': JSON.stringify({ usingComponents: { counter: '../../counter' } }),
  'counter.json': JSON.stringify({ component: true }),
  'counter.wxml': `<view>数 {{n}}</view><button id="plus" bindtap="plus">加</button>`,
  'counter.js': `Component({ properties: { start: Number }, data: { n: 0 }, lifetimes: { attached() { this.setData({ n: this.data.start }); } }, methods: { plus() { this.setData({ n: this.data.n + 1 }); } } });`,
  'staff/words.js': `module.exports = '员工';`,
  'staff/scan/index.wxml': `<view>{{word}}</view>`,
  'staff/scan/index.js': `const word = require('../words'); Page({ data: { word } });`,
  'staff/scan/index.json': '{}',
};

/** The sample with some files in other words, or, with undefined, without them. */
export function sample(changes: Record<string, string | undefined> = {}): Dist {
  const files = Object.entries({ ...sampleFiles, ...changes }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return distFrom('sample', Object.fromEntries(files));
}

/** The sample whose first page does something of its own in `onReady`. */
export const sampleThat = (statement: string): Dist => sample({
  'pages/home/index.wxml': '<view>开门</view><button id="go" bindtap="go">走</button><view id="answer">{{answer}}</view>',
  'pages/home/index.js': `Page({ data: { answer: '' }, say(answer) { this.setData({ answer }); }, go() { ${statement} } });`,
});
