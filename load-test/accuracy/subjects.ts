import type { Subject } from './subject.ts';
import { accounts } from './subjects/accounts.ts';
import { africaAndOceania } from './subjects/africa-and-oceania.ts';
import { asia } from './subjects/asia.ts';
import { assignedSecrets } from './subjects/assigned-secrets.ts';
import { cards } from './subjects/cards.ts';
import { credentials } from './subjects/credentials.ts';
import { cryptoAssets } from './subjects/crypto-assets.ts';
import { documents } from './subjects/documents.ts';
import { europe } from './subjects/europe.ts';
import { furtherTokens } from './subjects/further-tokens.ts';
import { health } from './subjects/health.ts';
import { latinAmerica } from './subjects/latin-america.ts';
import { markings } from './subjects/markings.ts';
import { medicalCodes } from './subjects/medical-codes.ts';
import { namedCredentials } from './subjects/named-credentials.ts';
import { nationalNumbers } from './subjects/national-numbers.ts';
import { people } from './subjects/people.ts';
import { personal } from './subjects/personal.ts';
import { privateKeys } from './subjects/private-keys.ts';

export const subjects: readonly Subject[] = [
  cards,
  accounts,
  nationalNumbers,
  europe,
  asia,
  latinAmerica,
  africaAndOceania,
  documents,
  health,
  personal,
  credentials,
  furtherTokens,
  namedCredentials,
  cryptoAssets,
  assignedSecrets,
  privateKeys,
  markings,
  medicalCodes,
  people,
].flat();
