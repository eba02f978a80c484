import type { DataIdentifier, Severity, SeverityScale } from '../data-identifier.ts';
import { ccpa } from './ccpa.ts';
import { OTHER_COUNTRIES } from './countries.ts';
import { credentials } from './credentials.ts';
import { gdpr } from './gdpr.ts';
import { hipaa } from './hipaa.ts';
import { ip } from './ip.ts';
import { isInPack, type Pack } from './pack.ts';
import { pciDss } from './pci-dss.ts';

export const packs: readonly Pack[] = [pciDss, hipaa, gdpr, ccpa, credentials, ip];

/** Identifiers that belong to no pack, and why. */
export const outsidePacks: readonly (Pick<Pack, 'identifiers' | 'categories' | 'countries'> & {
  readonly why: string;
})[] = [
  {
    why: 'an account or number of a country that none of the laws is about',
    identifiers: [],
    categories: [],
    countries: OTHER_COUNTRIES,
  },
  {
    why: 'the address of an account on a public ledger: no law of the packs names it',
    identifiers: [
      'BITCOIN_ADDRESS',
      'ETHEREUM_ADDRESS',
      'LITECOIN_ADDRESS',
      'DOGECOIN_ADDRESS',
      'DASH_ADDRESS',
      'ZCASH_TRANSPARENT_ADDRESS',
      'TRON_ADDRESS',
      'TEZOS_ADDRESS',
      'RIPPLE_ADDRESS',
      'MONERO_ADDRESS',
      'CARDANO_ADDRESS',
      'COSMOS_ADDRESS',
      'SOLANA_ADDRESS',
    ],
    categories: [],
    countries: [],
  },
];

/** The ids of the packs that an identifier belongs to. */
export function packsOf(row: DataIdentifier): readonly string[] {
  return packs.filter((pack) => isInPack(row, pack)).map(({ id }) => id);
}

/** The row as the packs have it: where several change its severity, the more severe threshold stands. */
export function asInPacks(row: DataIdentifier, chosen: readonly Pack[]): DataIdentifier {
  const scales = chosen.flatMap((pack) => (isInPack(row, pack) ? (pack.severity[row.id] ?? []) : []));
  return scales.length === 0 ? row : { ...row, severity: scales.reduce(moreSevere) };
}

function moreSevere(a: SeverityScale, b: SeverityScale): SeverityScale {
  const levels = new Set([...Object.keys(a), ...Object.keys(b)] as Severity[]);
  const entries = [...levels].map((level) => [level, Math.min(a[level] ?? Infinity, b[level] ?? Infinity)] as const);
  return Object.fromEntries(entries);
}
