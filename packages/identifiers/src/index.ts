export { identifiers } from './catalogue.ts';
export type * from './data-identifier.ts';
export { MAX_MATCH_BYTES } from './limits.ts';
export { type IdentifierSelection, selectIdentifiers, UnknownIdentifiersError } from './select.ts';
export { severityOf } from './severity.ts';
