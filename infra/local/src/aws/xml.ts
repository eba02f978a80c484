import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { S3Error } from './s3-error.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Elements that S3's requests may repeat. */
const REPEATED = new Set([
  'Object',
  'Part',
  'Tag',
  'FilterRule',
  'Event',
  'QueueConfiguration',
  'TopicConfiguration',
  'CloudFunctionConfiguration',
]);

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => REPEATED.has(name),
});
const builder = new XMLBuilder({ ignoreAttributes: false, suppressEmptyNode: false });

export type XmlElement = { readonly [name: string]: XmlElement | readonly XmlElement[] | string | undefined };

/** The content of the document's element `root`; its leaves are text. Throws MalformedXML. */
export function parseXml(text: string, root: string): XmlElement {
  let document: Record<string, unknown>;
  try {
    document = parser.parse(text, true) as Record<string, unknown>;
  } catch {
    document = {};
  }
  if (!(root in document)) {
    throw new S3Error(400, 'MalformedXML', `The XML you provided was not well-formed or has no ${root} element`);
  }
  const content = document[root];
  return typeof content === 'object' && content !== null ? (content as XmlElement) : {};
}

export const text = (element: XmlElement, name: string): string => {
  const value = element[name];
  return typeof value === 'string' ? value : '';
};

export const child = (element: XmlElement, name: string): XmlElement => {
  const value = element[name];
  return typeof value === 'object' && !Array.isArray(value) ? (value as XmlElement) : {};
};

export const children = (element: XmlElement, name: string): readonly XmlElement[] => {
  const value = element[name];
  return Array.isArray(value) ? (value as readonly XmlElement[]) : [];
};

export const texts = (element: XmlElement, name: string): readonly string[] => {
  const value = element[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
};

/** An S3 document. `undefined` values are left out. */
export function buildXml(root: string, content: object): string {
  const namespace = root === 'Error' ? {} : { '@_xmlns': NAMESPACE };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: { ...namespace, ...content } })}`;
}
