import type { Layout } from '@dowser/detection';

/** A text with the places of what is to be found in it, in UTF-16 code units. */
export interface Document {
  readonly text: string;
  readonly layout: Layout;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** Marks what is to be found in a text that is still being put together. */
export const marked = (value: string): string => `\u0001${value}\u0002`;

/** The text without the marks, and where they were. */
export function documentOf(text: string, layout: Layout = { kind: 'text' }): Document {
  const spans: { start: number; end: number }[] = [];
  let plain = '';
  let start = 0;
  for (const character of text) {
    if (character === '\u0001') start = plain.length;
    else if (character === '\u0002') spans.push({ start, end: plain.length });
    else plain += character;
  }
  return { text: plain, layout, spans };
}

/** A template with each `{slot}` filled by the function of that name. Throws where there is none. */
export function fill(template: string, slots: Readonly<Record<string, () => string>>): string {
  return template.replace(/\{([a-zA-Z]+)\}/g, (_, slot: string) => {
    const make = slots[slot];
    if (make === undefined) throw new Error(`no slot {${slot}} for the template "${template}"`);
    return make();
  });
}
