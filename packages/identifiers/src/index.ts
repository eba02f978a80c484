export { identifiers } from './catalogue.ts';
export {
  ALLOW_LIMITS,
  type AllowList,
  type AllowListDefinition,
  allowanceOf,
  parseAllowLists,
  withAllowance,
  wordProblems,
  wordsOf,
} from './custom/allow-list.ts';
export { CUSTOM_LIMITS, type CustomIdentifier, customRow } from './custom/custom-identifier.ts';
export { type Parsed, parseCustomIdentifiers } from './custom/parse-custom-identifiers.ts';
export type * from './data-identifier.ts';
export { MAX_MATCH_BYTES } from './limits.ts';
export { LEVELS, type Level, type Pack } from './packs/pack.ts';
export { type PackMember, packMembers } from './packs/pack-members.ts';
export { outsidePacks, packs, packsOf } from './packs/packs.ts';
export { type IdentifierSelection, selectIdentifiers, UnknownIdentifiersError } from './select.ts';
export { severityOf } from './severity.ts';
