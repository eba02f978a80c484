import type { ContextValidator, CounterExample, DataIdentifier, IdentifierForm, Validator } from './data-identifier.ts';
import { ALWAYS_HIGH } from './severity.ts';

/** What a credential's row says beside what is the same for all of them. */
export interface CredentialSpec {
  readonly id: string;
  readonly name: string;
  readonly pattern: string;
  readonly also?: readonly IdentifierForm[];
  readonly keywords?: readonly string[];
  readonly validate?: Validator;
  readonly validateInContext?: ContextValidator;
  readonly sources: readonly string[];
  readonly examples: readonly string[];
  readonly counterExamples: readonly CounterExample[];
}

/** A row of the category CREDENTIALS: high severity from the first occurrence, a keyword only where the shape is weak. */
export function credential({ keywords = [], ...spec }: CredentialSpec): DataIdentifier {
  return {
    ...spec,
    category: 'CREDENTIALS',
    keywords,
    keyword: keywords.length > 0 ? 'required' : 'none',
    severity: ALWAYS_HIGH,
    recommended: false,
  };
}
