import { boundRepeats, wholeMatch } from '@dowser/detection';
import {
  type AllowList,
  allowanceOf,
  type CustomIdentifier,
  customRow,
  type DataIdentifier,
  type IdentifierSelection,
  selectIdentifiers,
  withAllowance,
} from '@dowser/identifiers';

/** What is looked for: plain data, can be cloned to another thread. */
export interface IdentifierSettings {
  readonly identifiers: IdentifierSelection;
  /** Looked for beside the selection. */
  readonly customIdentifiers?: readonly CustomIdentifier[];
  /** What is not reported, whatever finds it. */
  readonly allowLists?: readonly AllowList[];
}

/** The rows that the settings stand for: the selection, then the custom ones. Throws what `selectIdentifiers` throws. */
export function chooseIdentifiers(settings: IdentifierSettings): readonly DataIdentifier[] {
  const { identifiers, customIdentifiers = [], allowLists = [] } = settings;
  const rows = [...selectIdentifiers(identifiers), ...customRows(customIdentifiers)];
  return withAllowance(rows, allowanceOf(allowLists, wholeMatch));
}

export function customRows(custom: readonly CustomIdentifier[]): readonly DataIdentifier[] {
  return custom.map((one) => customRow({ ...one, regex: boundRepeats(one.regex) }));
}
