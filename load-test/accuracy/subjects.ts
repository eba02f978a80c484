import type { Subject } from './subject.ts';
import { accounts } from './subjects/accounts.ts';
import { cards } from './subjects/cards.ts';
import { credentials } from './subjects/credentials.ts';
import { documents } from './subjects/documents.ts';
import { furtherCountries } from './subjects/further-countries.ts';
import { furtherTokens } from './subjects/further-tokens.ts';
import { health } from './subjects/health.ts';
import { namedCredentials } from './subjects/named-credentials.ts';
import { nationalNumbers } from './subjects/national-numbers.ts';
import { personal } from './subjects/personal.ts';

export const subjects: readonly Subject[] = [
  cards,
  accounts,
  nationalNumbers,
  furtherCountries,
  documents,
  health,
  personal,
  credentials,
  furtherTokens,
  namedCredentials,
].flat();
