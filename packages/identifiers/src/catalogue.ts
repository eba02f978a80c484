import { bankAccounts } from './categories/bank-accounts.ts';
import { beyondMacie } from './categories/beyond-macie.ts';
import { cardDetails } from './categories/card-details.ts';
import { cards } from './categories/cards.ts';
import { cloudCredentials } from './categories/cloud-credentials.ts';
import { contacts } from './categories/contacts.ts';
import { driversLicensesAustriaToHungary } from './categories/drivers-licenses-austria-to-hungary.ts';
import { driversLicensesIrelandToSweden } from './categories/drivers-licenses-ireland-to-sweden.ts';
import { healthCards } from './categories/health-cards.ts';
import { httpCookies } from './categories/http-cookies.ts';
import { namesAndAddresses } from './categories/names-and-addresses.ts';
import { northAmericanAccounts } from './categories/north-american-accounts.ts';
import { personalDetails } from './categories/personal-details.ts';
import { phoneNumbers } from './categories/phone-numbers.ts';
import { privateKeys } from './categories/private-keys.ts';
import { serviceTokens } from './categories/service-tokens.ts';
import { usHealthcare } from './categories/us-healthcare.ts';
import { webCredentials } from './categories/web-credentials.ts';
import { argentina } from './countries/ar.ts';
import { australia } from './countries/au.ts';
import { brazil } from './countries/br.ts';
import { canada } from './countries/ca.ts';
import { chile } from './countries/cl.ts';
import { colombia } from './countries/co.ts';
import { germany } from './countries/de.ts';
import { spain } from './countries/es.ts';
import { france } from './countries/fr.ts';
import { unitedKingdom } from './countries/gb.ts';
import { india } from './countries/in.ts';
import { italy } from './countries/it.ts';
import { mexico } from './countries/mx.ts';
import { unitedStates } from './countries/us.ts';
import type { DataIdentifier } from './data-identifier.ts';
import { withSpacesOfPrint } from './no-break-spaces.ts';
import { withSpellings } from './spellings.ts';

/** The groups as one list, in order. Throws when two rows have the same id. */
export function joinRows(...groups: readonly (readonly DataIdentifier[])[]): readonly DataIdentifier[] {
  const rows = groups.flat();
  const seen = new Set<string>();
  for (const { id } of rows) {
    if (seen.has(id)) throw new Error(`the catalogue has two rows with the id ${id}: rename or remove one`);
    seen.add(id);
  }
  return Object.freeze(rows);
}

/** Every identifier, in the order in which matches at the same place are reported. */
export const identifiers: readonly DataIdentifier[] = joinRows(
  ...[
    cloudCredentials,
    webCredentials,
    privateKeys,
    serviceTokens,
    beyondMacie,
    cards,
    bankAccounts,
    contacts,
    unitedStates,
    canada,
    unitedKingdom,
    france,
    germany,
    italy,
    spain,
    australia,
    brazil,
    driversLicensesAustriaToHungary,
    driversLicensesIrelandToSweden,
    healthCards,
    usHealthcare,
    argentina,
    chile,
    colombia,
    india,
    mexico,
    cardDetails,
    httpCookies,
    northAmericanAccounts,
    personalDetails,
    namesAndAddresses,
    phoneNumbers,
  ].map((group) => group.map(withSpellings).map(withSpacesOfPrint)),
);
