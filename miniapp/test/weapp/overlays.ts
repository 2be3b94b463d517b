import type { PhoneRealm } from './phone-realm';

/** What WeChat itself shows above the page. */
export interface Overlays {
  /** Text of everything shown above the page, top first. */
  text(): string;
  /** Presses a button of the modal, or an entry of the action sheet, by its words. False when there is none of these words. */
  press(words: string): boolean;
  /** True while a modal or a sheet takes all taps. */
  blocks(): boolean;
  /** Every toast so far, the latest last. */
  toasts: string[];
  api: Record<string, (option: Record<string, unknown>) => unknown>;
}

interface Sheet {
  lines: string[];
  buttons: string[];
  answer(button: number): void;
}

/** Modals, action sheets, toasts and the loading sign, answered by what the person presses. */
export function createOverlays(realm: PhoneRealm, changed: () => void): Overlays {
  const sheets: Sheet[] = [];
  const toasts: string[] = [];
  let toast: { text: string } | undefined;
  let loading: string | undefined;

  const ask = <T>(lines: string[], buttons: string[], answerOf: (button: number) => T): Promise<T> =>
    new Promise((resolve) => {
      const sheet: Sheet = {
        lines: lines.filter(Boolean),
        buttons,
        answer: (button) => {
          sheets.splice(sheets.indexOf(sheet), 1);
          resolve(answerOf(button));
          changed();
        },
      };
      sheets.push(sheet);
      changed();
    });

  const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise);

  return {
    toasts,
    text: () => [
      ...[...sheets].reverse().flatMap(({ lines, buttons }) => [...lines, ...buttons]),
      ...(toast ? [toast.text] : []),
      ...(loading === undefined ? [] : [loading]),
    ].join('\n'),
    blocks: () => sheets.length > 0,
    press: (words) => {
      const sheet = sheets[sheets.length - 1];
      const button = sheet?.buttons.indexOf(words) ?? -1;
      if (!sheet || button < 0) return false;
      sheet.answer(button);
      return true;
    },
    api: {
      showModal: (option) => {
        const confirm = text(option.confirmText, '确定');
        const buttons = option.showCancel === false ? [confirm] : [confirm, text(option.cancelText, '取消')];
        return ask([text(option.title), text(option.content)], buttons, (button) => ({ confirm: button === 0, cancel: button === 1 }));
      },
      showActionSheet: async (option) => {
        const items = Array.isArray(option.itemList) ? option.itemList.map(String) : [];
        const tapIndex = await ask([text(option.alertText)], [...items, '取消'], (button) => button);
        if (tapIndex === items.length) throw new Error('cancel');
        return { tapIndex };
      },
      showToast: (option) => {
        const shown = { text: text(option.title) };
        toast = shown;
        toasts.push(shown.text);
        changed();
        realm.later(() => { if (toast === shown) toast = undefined; }, typeof option.duration === 'number' ? option.duration : 1500);
        return {};
      },
      hideToast: () => {
        toast = undefined;
        changed();
        return {};
      },
      showLoading: (option) => {
        loading = text(option.title);
        changed();
        return {};
      },
      hideLoading: () => {
        loading = undefined;
        changed();
        return {};
      },
    },
  };
}
