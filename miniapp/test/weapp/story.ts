import { expect } from 'vitest';
import { launchWeapp } from './engine';
import type { Story } from './mutations';
import type { Phone } from './phone';
import { readCode } from './story-codes';
import type { StoryMarket, Who } from './story-market';

/** From the scan at the gate to an agreement both have signed, and to the job: three people, three phones, one server. */
export const gateToSigned: Story<StoryMarket> = async (worker, market, dist) => {
  const others: Phone[] = [];
  const phoneOf = async (who: Who): Promise<Phone> => {
    const phone = await launchWeapp(market.phoneOf(who, dist));
    others.push(phone);
    return phone;
  };
  try {
    await registersAtTheGate(worker, market);
    await scansOnceMore(worker, market);
    const employer = await phoneOf('employer');
    await registersToHire(employer, market);
    await postsAtTheGate(employer, market);
    await applies(worker);
    await readsAndSigns(worker, market);
    await employerSigns(employer, market);
    const pass = await seesBothSignatures(worker);
    await confirmsArrival(await phoneOf('staff'), pass);
    await seesArrival(worker);
    for (const phone of others) expect(phone.errors).toEqual([]);
  } finally {
    for (const phone of others) await phone.close();
  }
};

const stroke = (points: readonly (readonly [number, number])[]) => points;
/** 王, as a finger writes it. */
const handwriting = [
  stroke([[60, 30], [110, 31], [160, 29], [240, 30]]),
  stroke([[70, 75], [120, 76], [170, 74], [230, 75]]),
  stroke([[150, 30], [150, 60], [151, 90], [150, 125]]),
  stroke([[40, 128], [110, 126], [190, 128], [260, 127]]),
];

async function reads(phone: Phone, target: string, words: string): Promise<void> {
  await phone.waitFor(() => phone.find(target) && phone.text(target).includes(words), { what: `the words ${words} in ${target}` });
}

/** Nobody taps on before the tick is there. */
async function chooses(phone: Phone, text: string, within: string): Promise<void> {
  await phone.tap({ text, within });
  await phone.waitFor(() => phone.all(`${within} .ui-choice-chosen`).some((choice) => choice.textContent === text), { what: `the tick at ${text}` });
}

async function consents(phone: Phone): Promise<void> {
  await phone.tap('#consent');
  await phone.waitFor(() => phone.find('#consent .ui-consent-given'), { what: 'the tick of consent' });
}

async function registersAtTheGate(worker: Phone, { idNumber }: StoryMarket): Promise<void> {
  await worker.waitFor('东门');
  expect(worker.route()).toBe('pages/register/index');
  await worker.type('#name', '王建国');
  await worker.type('#id-number', '410302196301150001');
  await worker.type('#phone', '138 0000 5678');
  // Said beside the field when it is left; gone with the last digit that puts it right, before it is left again.
  await worker.waitFor(() => worker.find('#id-number-error'), { what: 'a word about the wrong number' });
  await worker.type('#id-number', idNumber);
  await worker.waitFor(() => !worker.find('#id-number-error'), { what: 'the word about the wrong number to go' });
  await chooses(worker, '装卸搬运', '#trade');
  await chooses(worker, '理货', '#trade');
  await chooses(worker, '200 元', '#usual-pay');
  await consents(worker);
  await worker.tap('#submit-register');
  await saysWhereItIs(worker);
  await worker.waitFor('已签到，您是今天第 1 位');
}

/** A printed code checks in only whose phone says that it is near; whoever refuses at first reads of the other ways, and may think again. */
async function saysWhereItIs(worker: Phone): Promise<void> {
  await worker.waitFor('门上贴的码谁都能拍走');
  await reads(worker, '#poster-place', '好，看一眼就签到');
  await worker.tap('#poster-place');
  await reads(worker, '#scan-news', '手机没有说');
  await reads(worker, '#poster-place', '再看一次我在哪儿');
  expect(worker.text('#poster')).toMatch(/扫门口屏幕上的码.*请工作人员给您签到/s);
  await worker.tap('#poster-place');
}

/** The same gate through the app's own button, as people do who are not sure. */
async function scansOnceMore(worker: Phone, { gateLink }: StoryMarket): Promise<void> {
  await worker.tap('#scan');
  await worker.cancelScan();
  await worker.tap('#scan');
  await worker.scan(gateLink);
  await reads(worker, '#scan-news', '您已签到，第 1 位');
  expect(worker.text()).toContain('您是今天第 1 位');
}

/** A household: its identity is checked at once, so that it may post on the spot. */
async function registersToHire(employer: Phone, { employerIdNumber }: StoryMarket): Promise<void> {
  await employer.tap('#go-hire');
  await chooses(employer, '个人家庭', '#kind');
  await employer.type('#name', '李宏运');
  await employer.type('#licence', employerIdNumber);
  await employer.type('#phone', '13900001234');
  await consents(employer);
  await employer.tap('#register');
  await employer.waitFor('到市场门口扫一扫');
}

/** At most five taps from the scan to the posting. */
async function postsAtTheGate(employer: Phone, { gateLink }: StoryMarket): Promise<void> {
  await employer.tap('#scan-gate');
  await employer.scan(gateLink);
  let taps = 0;
  const tap = async (act: Promise<void>): Promise<void> => {
    taps += 1;
    await act;
  };
  await tap(employer.tap('#template-0'));
  await tap(employer.tap('#headcount-minus'));
  await tap(employer.tap('#pay-plus'));
  await tap(employer.pick('.ui-stepper-value picker', '07:00'));
  await reads(employer, '#start', '07:00');
  await tap(employer.tap({ text: '发布：3 人，210 元/天' }));
  await employer.waitFor('已发布');
  await employer.waitFor('还没有人报名');
  expect(taps).toBeLessThanOrEqual(5);
}

/** The job comes by itself to whom it fits; one tap applies. */
async function applies(worker: Phone): Promise<void> {
  await worker.tap('#tab-find');
  await worker.waitFor('装卸工');
  await worker.tap('#tab-today');
  await reads(worker, '#matches', '装卸工');
  expect(worker.text('#matches')).toMatch(/210/);
  await worker.tap({ text: '报名', within: '#matches' });
  await worker.waitFor('报名成功');
}

async function readsAndSigns(worker: Phone, market: StoryMarket): Promise<void> {
  expect(worker.text('#agreement-facts')).toContain('210 元/天');
  await worker.tap('#agreement-text');
  await worker.waitFor(() => worker.find('#agreement-text-content'));
  await worker.tap('#sign-next');
  await worker.waitFor('第 2 步');
  await worker.tap('#sign-next');
  await worker.waitFor('请先点一下，您该拿多少钱');
  await chooses(worker, '210 元', '#pay-choice');
  await worker.tap('#sign-next');
  await signsByHand(worker);
  await confirms(worker, await codeFor(worker, market, '13800005678'));
  await worker.waitFor('您已签字');
  await worker.tap('#signed-next');
  await worker.waitFor('等雇主签字');
}

/** The pad's words say that it is ready to be written on. */
async function signsByHand(phone: Phone): Promise<void> {
  await phone.waitFor('用手指在这里写');
  for (const line of handwriting) await phone.draw('#signature', line);
  expect(phone.drawn('#signature').filter(({ name }) => name === 'stroke').length).toBeGreaterThanOrEqual(16);
  await phone.tap('#sign-next');
}

/** Asks for the code and reads what came to this number. */
async function codeFor(phone: Phone, { sms }: StoryMarket, number: string): Promise<string> {
  await phone.tap('#send-code');
  await phone.waitFor('短信已发到');
  const response = await fetch(`${sms}/sandbox/messages?phone=${number}`);
  const { messages } = (await response.json()) as { messages: { values: { code: string } }[] };
  return messages.at(-1)?.values.code ?? '';
}

async function confirms(phone: Phone, code: string): Promise<void> {
  await phone.type('#code', code);
  await phone.tap('#sign-submit');
}

async function employerSigns(employer: Phone, market: StoryMarket): Promise<void> {
  await employer.tap('#back');
  await employer.tap('#tab-hire');
  await employer.tap({ text: '去办' });
  await employer.waitFor('工人已签字');
  expect(employer.text()).not.toContain('王建国');
  await employer.tap({ text: '看协议，签字' });
  await employer.waitFor('第 1 步');
  await employer.tap('#sign-next');
  await signsByHand(employer);
  await confirms(employer, await codeFor(employer, market, '13900001234'));
  await employer.waitFor(() => employer.find('#signed-state'), { what: 'what comes next' });
  await employer.tap('#signed-next');
  await employer.waitFor('等工人到岗');
}

/** @returns what the worker's pass says to a camera */
async function seesBothSignatures(worker: Phone): Promise<string> {
  await worker.tap('#back');
  await worker.tap('#tab-mine');
  await worker.waitFor('两边都签好了，这活是您的');
  await worker.tap({ text: '看进度' });
  await worker.tap('#see-agreement');
  await worker.waitFor('雇主已签字');
  expect(worker.text()).toContain('工人已签字');
  await worker.tap('#back');
  await worker.tap('#open-work-pass');
  await worker.waitFor(() => worker.find('#pass-code'), { what: 'the work pass' });
  expect(worker.text('#pass')).toContain('王*国 · 1 号');
  return readCode(worker.attribute('#pass-code', 'src'));
}

async function confirmsArrival(staff: Phone, pass: string): Promise<void> {
  await staff.waitFor('今天到岗 0 人');
  await staff.tap('#scan-arrival');
  await staff.scan(pass);
  await staff.waitFor(() => staff.find('#result'), { what: 'the answer to the scan' });
  expect(staff.text('#result-word')).toBe('到岗了');
  expect(staff.get('#result').className).toContain('ui-answer-yes');
  expect(staff.text('#result')).toContain('王*国');
  // The camera is back for the next person, and goes when nobody is there.
  await staff.tap('#scan-go-on');
  await staff.cancelScan();
  await staff.tap('#back');
  await staff.waitFor('今天到岗 1 人');
}

async function seesArrival(worker: Phone): Promise<void> {
  // At its next renewal the pass gives way by itself; nobody waits for that.
  if (worker.find('#pass-scanned')) await worker.tap('#pass-scanned');
  await worker.waitFor('已到岗，开始算工时');
}
