import * as glassEasel from 'glass-easel';
import { attribute, isOn, type ScreenElement } from './screen';

/** A point on the screen, in CSS px from the element's top left corner. */
export type Point = readonly [x: number, y: number];

/** What WeChat's own components do with a finger and a keyboard. */
export interface Components {
  /** What stands in a field: what was typed, until the app sets something else. */
  valueOf(field: ScreenElement): string;
  isChecked(box: ScreenElement): boolean;
  touch(element: ScreenElement, type: 'touchstart' | 'touchmove' | 'touchend', point: Point): void;
  tap(element: ScreenElement): void;
  type(field: ScreenElement, text: string): void;
  confirm(field: ScreenElement): void;
  /** Takes the keyboard away. */
  blur(): void;
  pick(picker: ScreenElement, choice: string | readonly string[]): void;
  /** Hands an event to the engine on this element, without bubbling, as WeChat's components do. */
  fire(element: ScreenElement, type: string, detail: object): void;
}

export interface ComponentsHost {
  /** Something a person can see happened without the app's doing (a box was ticked). */
  acted(): void;
  /** The answer to a button with an `open-type`, e.g. getPhoneNumber; undefined when the test has none. */
  openType(name: string): object | undefined;
}

/** WeChat's keyboard takes this much when a field has no `maxlength`. */
const defaultMaxLength = 140;

const closest = (element: ScreenElement, ...tags: string[]): ScreenElement | null => {
  for (let at: ScreenElement | null = element; at; at = at.parentElement) {
    if (tags.includes(at.localName)) return at;
  }
  return null;
};

export const isDisabled = (element: ScreenElement): boolean => {
  const control = closest(element, 'wx-button', 'wx-input', 'wx-textarea', 'wx-picker', 'wx-checkbox', 'wx-radio', 'wx-switch');
  return control !== null && isOn(attribute(control, 'disabled'));
};

export function createComponents({ acted, openType }: ComponentsHost): Components {
  /** What the person did to a control, and what the app's data said then: the app's next word wins. */
  const typed = new WeakMap<ScreenElement, { text: string; given: unknown }>();
  const ticked = new WeakMap<ScreenElement, { on: boolean; given: unknown }>();
  let focused: ScreenElement | undefined;

  const send = (element: ScreenElement, type: string, detail: object, extra: { bubbles: boolean; fields?: Record<string, unknown> }): void => {
    const node = element.__wxElement;
    if (!node) return;
    glassEasel.triggerEvent(node, type, detail, {
      bubbles: extra.bubbles, composed: extra.bubbles, capturePhase: extra.bubbles, ...(extra.fields ? { extraFields: extra.fields } : {}),
    });
  };
  const fire: Components['fire'] = (element, type, detail) => { send(element, type, detail, { bubbles: false }); };

  const valueOf: Components['valueOf'] = (field) => {
    const given = attribute(field, 'value');
    const last = typed.get(field);
    return last && last.given === given ? last.text : String(given ?? '');
  };
  const isChecked: Components['isChecked'] = (box) => {
    const given = attribute(box, 'checked');
    const last = ticked.get(box);
    return last && last.given === given ? last.on : isOn(given);
  };
  const tick = (box: ScreenElement, on: boolean): void => { ticked.set(box, { on, given: attribute(box, 'checked') }); };
  const within = (element: ScreenElement, tag: string): ScreenElement[] => [...element.querySelectorAll<ScreenElement>(tag)];

  const touch: Components['touch'] = (element, type, [x, y]) => {
    const finger = { identifier: 0, x, y, clientX: x, clientY: y, pageX: x, pageY: y, force: 1 };
    const fields = { touches: type === 'touchend' ? [] : [finger], changedTouches: [finger] };
    send(element, type, {}, { bubbles: true, fields });
  };

  /** A box changes itself and tells its group. */
  const tapBox = (box: ScreenElement): void => {
    acted();
    if (box.localName === 'wx-switch') {
      tick(box, !isChecked(box));
      fire(box, 'change', { value: isChecked(box) });
      return;
    }
    const isRadio = box.localName === 'wx-radio';
    if (isRadio && isChecked(box)) return;
    const group = closest(box, isRadio ? 'wx-radio-group' : 'wx-checkbox-group');
    if (isRadio && group) for (const other of within(group, 'wx-radio')) tick(other, false);
    tick(box, isRadio || !isChecked(box));
    if (!group) return;
    const value = isRadio
      ? String(attribute(box, 'value') ?? '')
      : within(group, 'wx-checkbox').filter(isChecked).map((each) => String(attribute(each, 'value') ?? ''));
    fire(group, 'change', { value });
  };

  const submit = (form: ScreenElement): void => {
    acted();
    const value: Record<string, unknown> = {};
    for (const control of within(form, '*')) {
      const name = attribute(control, 'name');
      if (typeof name !== 'string' || name === '') continue;
      if (['wx-input', 'wx-textarea'].includes(control.localName)) value[name] = valueOf(control);
      else if (control.localName === 'wx-switch') value[name] = isChecked(control);
      else if (control.localName === 'wx-picker') value[name] = attribute(control, 'value');
      else if (control.localName === 'wx-checkbox-group') {
        value[name] = within(control, 'wx-checkbox').filter(isChecked).map((box) => attribute(box, 'value'));
      } else if (control.localName === 'wx-radio-group') {
        value[name] = within(control, 'wx-radio').filter(isChecked).map((box) => attribute(box, 'value'))[0] ?? '';
      }
    }
    fire(form, 'submit', { value });
  };

  const focus = (field: ScreenElement): void => {
    if (focused === field) return;
    blur();
    focused = field;
    fire(field, 'focus', { value: valueOf(field), height: 260 });
  };
  const blur = (): void => {
    const field = focused;
    focused = undefined;
    if (field?.isConnected) fire(field, 'blur', { value: valueOf(field), cursor: valueOf(field).length });
  };

  const tap: Components['tap'] = (element) => {
    const field = closest(element, 'wx-input', 'wx-textarea');
    if (!field) blur();
    const point: Point = [20, 20];
    touch(element, 'touchstart', point);
    touch(element, 'touchend', point);
    const button = closest(element, 'wx-button');
    const finger = { identifier: 0, clientX: 20, clientY: 20, pageX: 20, pageY: 20 };
    send(element, 'tap', { x: 20, y: 20 }, { bubbles: true, fields: { touches: [finger], changedTouches: [finger] } });
    if (field) focus(field);

    const label = closest(element, 'wx-label');
    const box = closest(element, 'wx-checkbox', 'wx-radio', 'wx-switch')
      ?? label?.querySelector<ScreenElement>('wx-checkbox, wx-radio, wx-switch');
    if (box && !isDisabled(box)) tapBox(box);

    if (!button) return;
    const opens = attribute(button, 'open-type');
    if (typeof opens === 'string' && opens !== '') {
      const answer = openType(opens);
      if (answer) {
        acted();
        fire(button, opens.toLowerCase(), answer);
      }
    }
    if (attribute(button, 'form-type') === 'submit') {
      const form = closest(button, 'wx-form');
      if (form) submit(form);
    }
  };

  return {
    valueOf,
    isChecked,
    touch,
    tap,
    fire,
    blur,
    type: (field, text) => {
      focus(field);
      const limit = Number(attribute(field, 'maxlength') ?? defaultMaxLength);
      const kept = limit >= 0 ? text.slice(0, limit) : text;
      typed.set(field, { text: kept, given: attribute(field, 'value') });
      acted();
      fire(field, 'input', { value: kept, cursor: kept.length, keyCode: kept.charCodeAt(kept.length - 1) || 8 });
      // The app may have answered with the same value: that is no news for the field.
      if (String(attribute(field, 'value') ?? '') === kept) typed.set(field, { text: kept, given: attribute(field, 'value') });
    },
    confirm: (field) => {
      focus(field);
      fire(field, 'confirm', { value: valueOf(field) });
      if (field.localName === 'wx-input' && !isOn(attribute(field, 'confirm-hold'))) blur();
    },
    pick: (picker, choice) => {
      blur();
      acted();
      fire(picker, 'change', { value: pickedValue(picker, choice) });
    },
  };
}

/** The `detail.value` of a picker for what a person chooses by its words: index, list of indexes, or the text itself. */
export function pickedValue(picker: ScreenElement, choice: string | readonly string[]): unknown {
  const mode = String(attribute(picker, 'mode') || 'selector');
  const words = typeof choice === 'string' ? [choice] : choice;
  const range = attribute(picker, 'range');
  const key = attribute(picker, 'range-key');
  const indexIn = (list: unknown, word: string): number => {
    const labels = (Array.isArray(list) ? list : []).map((entry: unknown) =>
      String(typeof entry === 'object' && entry !== null && typeof key === 'string' ? (entry as Record<string, unknown>)[key] : entry));
    const index = labels.indexOf(word);
    if (index < 0) throw new Error(`the picker offers ${labels.join('、') || 'nothing'}, but not ${word}`);
    return index;
  };
  if (mode === 'selector') return indexIn(range, words[0] ?? '');
  if (mode === 'multiSelector') return words.map((word, column) => indexIn(Array.isArray(range) ? range[column] : [], word));
  if (mode === 'region') return words;
  return words[0];
}
