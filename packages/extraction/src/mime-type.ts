/** The type of a text whose name has this extension. */
const textTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  jsonl: 'application/jsonl',
  ndjson: 'application/jsonl',
  xml: 'application/xml',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  htm: 'text/html',
  html: 'text/html',
  css: 'text/css',
  md: 'text/markdown',
  js: 'text/javascript',
  mjs: 'text/javascript',
  eml: 'message/rfc822',
  sql: 'application/sql',
};

export const PLAIN_TEXT = 'text/plain';

/** The lower-case extension of a key or file name, without the dot; '' when there is none. */
export function extensionOf(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const dot = base.lastIndexOf('.');
  return dot <= 0 ? '' : base.slice(dot + 1).toLowerCase();
}

/** The MIME type of a text, by its name. */
export const textMimeType = (name: string): string => textTypes[extensionOf(name)] ?? PLAIN_TEXT;
