import { type DataIdentifier, type Pack, packsOf, selectIdentifiers } from '@dowser/identifiers';

/** One identifier in full, as text. */
export function describeIdentifier(identifier: DataIdentifier): string {
  const { id, name, category, pattern, keyword, keywords, severity, recommended, sources } = identifier;
  const { ignoreWords = [], validator = 'yes', counterExamples, examples } = identifier;
  return [
    `${id}: ${name}`,
    `category     ${category}`,
    `recommended  ${recommended ? 'yes' : 'no'}`,
    `packs        ${packsOf(identifier).join(', ') || 'none'}`,
    `severity     ${scaleText(severity)} occurrences in an object`,
    `pattern      ${pattern}`,
    `validated    ${identifier.validate ? validator : 'no'}`,
    `keyword      ${keyword === 'required' ? keywordRule(identifier) : 'not needed'}`,
    ...list('keywords', keywords),
    ...list('ignore words', ignoreWords),
    ...list('examples', examples.map(oneLine)),
    ...list(
      'not reported',
      counterExamples.map(({ text, stoppedBy }) => `${oneLine(text)}   (${stoppedBy})`),
    ),
    ...list('sources', sources),
    '',
  ].join('\n');
}

/** One pack in full, as text. */
export function describePack(pack: Pack): string {
  const rows = selectIdentifiers([`pack:${pack.id}`]);
  return [
    `pack:${pack.id}: ${pack.name}`,
    `level        ${pack.level}`,
    ...list(
      'severity',
      Object.entries(pack.severity).map(([id, scale]) => `${id}: ${scaleText(scale)} occurrences in an object`),
    ),
    ...list(
      `${rows.length} identifiers`,
      rows.map(({ id }) => id),
    ),
    ...list('sources', pack.sources),
    '',
  ].join('\n');
}

function keywordRule({ maximumMatchDistance: distance }: DataIdentifier): string {
  return distance === undefined
    ? 'one of these must be near'
    : `one of these must come before, at most ${distance} characters from its end to the end of the match`;
}

const scaleText = (scale: DataIdentifier['severity']): string =>
  Object.entries(scale)
    .map(([level, least]) => `${level} from ${least}`)
    .join(', ');

const list = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [title, ...items.map((item) => `  ${item}`)];

const oneLine = (text: string): string => text.replaceAll('\n', '\\n');
