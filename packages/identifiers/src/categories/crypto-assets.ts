import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58, base58xmr, base58xrp, bech32, createBase58check } from '@scure/base';
import { entropyToMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { credential } from '../credential.ts';
import type { DataIdentifier, Validator } from '../data-identifier.ts';
import { LOW_TO_HIGH } from '../severity.ts';
import { syntheticText } from '../tokens/specimen.ts';
import { base58Check, bech32Address, eip55, monero, ripple, solana } from '../validators/crypto-addresses.ts';
import { entropy } from '../validators/entropy.ts';
import { seedPhrase } from '../validators/seed-phrase.ts';

const BASE58 = '[1-9A-HJ-NP-Za-km-z]';
const BECH32 = '[02-9ac-hj-np-z]';
const KEY_HASH_BYTES = 20;
const check = createBase58check(sha256);

/** Bytes that belong to nobody. */
function bytes(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, place) => (place * 37 + seed * 11 + 5) % 256);
}

function versioned(version: readonly number[], length: number, seed: number): string {
  return check.encode(Uint8Array.from([...version, ...bytes(length, seed)]));
}

/** The value with another character near its middle: of the same shape, with a wrong checksum. */
function corrupted(value: string): string {
  const place = Math.floor(value.length / 2);
  return value.slice(0, place) + (value[place] === '7' ? '8' : '7') + value.slice(place + 1);
}

interface Address {
  readonly id: string;
  readonly name: string;
  readonly pattern: string;
  readonly validate: Validator;
  readonly source: string;
  readonly values: readonly [string, string, ...string[]];
}

function address({ id, name, pattern, validate, source, values }: Address): DataIdentifier {
  return {
    id,
    name,
    category: 'FINANCIAL_INFORMATION',
    pattern: String.raw`\b(?:${pattern})\b`,
    keywords: [],
    keyword: 'none',
    validate,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: [source],
    examples: values.map((value, place) => (place === 0 ? `pay to ${value}` : `"${value}"`)),
    counterExamples: [
      { text: corrupted(values[0]), stoppedBy: 'bad-checksum' },
      { text: `x${values[0]}`, stoppedBy: 'pattern' },
    ],
  };
}

/** A coin whose addresses are base58check of a version byte and a key hash. */
function base58Coin(
  id: string,
  name: string,
  first: string,
  version: readonly number[],
  source: string,
): DataIdentifier {
  return address({
    id,
    name,
    pattern: `${first}${BASE58}{25,34}`,
    validate: base58Check([version], [version.length + KEY_HASH_BYTES]),
    source,
    values: [versioned(version, KEY_HASH_BYTES, 1), versioned(version, KEY_HASH_BYTES, 2)],
  });
}

function withMoneroCheck(payload: Uint8Array): string {
  return base58xmr.encode(Uint8Array.from([...payload, ...keccak_256(payload).subarray(0, 4)]));
}

function withRippleCheck(payload: Uint8Array): string {
  return base58xrp.encode(Uint8Array.from([...payload, ...sha256(sha256(payload)).subarray(0, 4)]));
}

const MONERO_PAYLOAD = [1, 2].map((seed) => Uint8Array.from([18, ...bytes(64, seed)]));
const RIPPLE_PAYLOAD = [1, 2].map((seed) => Uint8Array.from([0, ...bytes(KEY_HASH_BYTES, seed)]));
const cardano = (seed: number): string =>
  bech32.encode('addr', bech32.toWords(Uint8Array.from([1, ...bytes(56, seed)])), 1_023);
const cosmos = (seed: number): string => bech32.encode('cosmos', bech32.toWords(bytes(KEY_HASH_BYTES, seed)));
const bitcoinLike: Validator = (value) =>
  /^bc1/i.test(value) ? bech32Address('bc')(value) : base58Check([[0], [5]], [21])(value);
const litecoin: Validator = (value) =>
  /^ltc1/.test(value) ? bech32Address('ltc')(value) : base58Check([[0x30], [0x32]], [21])(value);

const PUBLIC_SOLANA = [1, 2].map((seed) => base58.encode(bytes(32, seed)));
const HEX = '0123456789abcdef';

const SEED_WORDS = String.raw`(?:[a-z]{3,8}[ ,]{1,2}){11}(?:(?:[a-z]{3,8}[ ,]{1,2}){3}){0,4}[a-z]{3,8}\b`;

export const cryptoAssets: readonly DataIdentifier[] = [
  address({
    id: 'BITCOIN_ADDRESS',
    name: 'Bitcoin address',
    pattern: `[13]${BASE58}{25,34}|bc1${BECH32}{11,71}|BC1[02-9AC-HJ-NP-Z]{11,71}`,
    validate: bitcoinLike,
    source: 'BIP 13, BIP 173, BIP 350',
    values: [
      '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
      '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy',
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
    ],
  }),
  address({
    id: 'ETHEREUM_ADDRESS',
    name: 'Ethereum address',
    pattern: '0x[0-9A-Fa-f]{40}',
    validate: eip55,
    source: 'EIP-55',
    values: ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', '0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359'],
  }),
  address({
    id: 'LITECOIN_ADDRESS',
    name: 'Litecoin address',
    pattern: `[LM]${BASE58}{26,33}|ltc1${BECH32}{11,71}`,
    validate: litecoin,
    source: 'https://github.com/litecoin-project/litecoin/blob/master/src/chainparams.cpp',
    values: [
      versioned([0x30], KEY_HASH_BYTES, 1),
      bech32.encode('ltc', [0, ...bech32.toWords(bytes(KEY_HASH_BYTES, 3))]),
    ],
  }),
  base58Coin(
    'DOGECOIN_ADDRESS',
    'Dogecoin address',
    'D',
    [0x1e],
    'https://github.com/dogecoin/dogecoin/blob/master/src/chainparams.cpp',
  ),
  base58Coin(
    'DASH_ADDRESS',
    'Dash address',
    'X',
    [0x4c],
    'https://docs.dash.org/projects/core/en/stable/docs/reference/transactions-address-conversion.html',
  ),
  base58Coin(
    'ZCASH_TRANSPARENT_ADDRESS',
    'Zcash transparent address',
    't',
    [0x1c, 0xb8],
    'https://zips.z.cash/protocol/protocol.pdf',
  ),
  base58Coin('TRON_ADDRESS', 'TRON address', 'T', [0x41], 'https://developers.tron.network/docs/account'),
  base58Coin('TEZOS_ADDRESS', 'Tezos address', 'tz1', [6, 161, 159], 'https://docs.tezos.com/architecture/accounts'),
  address({
    id: 'RIPPLE_ADDRESS',
    name: 'XRP Ledger address',
    pattern: 'r[1-9A-HJ-NP-Za-km-z]{24,34}',
    validate: ripple,
    source: 'https://xrpl.org/docs/references/protocol/data-types/base58-encodings',
    values: [withRippleCheck(RIPPLE_PAYLOAD[0]!), withRippleCheck(RIPPLE_PAYLOAD[1]!)],
  }),
  address({
    id: 'MONERO_ADDRESS',
    name: 'Monero address',
    pattern: `[48]${BASE58}{94}`,
    validate: monero,
    source: 'https://docs.getmonero.org/public-address/standard-address/',
    values: [withMoneroCheck(MONERO_PAYLOAD[0]!), withMoneroCheck(MONERO_PAYLOAD[1]!)],
  }),
  address({
    id: 'CARDANO_ADDRESS',
    name: 'Cardano address',
    pattern: `addr1${BECH32}{50,110}`,
    validate: bech32Address('addr'),
    source: 'CIP-19',
    values: [cardano(1), cardano(2)],
  }),
  address({
    id: 'COSMOS_ADDRESS',
    name: 'Cosmos Hub address',
    pattern: `cosmos1${BECH32}{38,58}`,
    validate: bech32Address('cosmos'),
    source: 'https://docs.cosmos.network/sdk',
    values: [cosmos(1), cosmos(2)],
  }),
  {
    id: 'SOLANA_ADDRESS',
    name: 'Solana address',
    category: 'FINANCIAL_INFORMATION',
    pattern: String.raw`\b${BASE58}{32,44}\b`,
    keywords: ['solana', 'solana address', 'solana wallet', 'sol address', 'phantom wallet'],
    keyword: 'required',
    validate: solana,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['https://solana.com/docs/core/accounts'],
    examples: [`solana wallet: ${PUBLIC_SOLANA[0]}`, `{"solana_address":"${PUBLIC_SOLANA[1]}"}`],
    counterExamples: [
      { text: `solana wallet: ${'z'.repeat(44)}`, stoppedBy: 'bad-format' },
      { text: `wallet: ${PUBLIC_SOLANA[0]}`, stoppedBy: 'keyword-missing' },
    ],
  },
  credential({
    id: 'BITCOIN_PRIVATE_KEY',
    name: 'Bitcoin private key in wallet import format',
    pattern: String.raw`\b(?:5[HJK]${BASE58}{49}|[KL]${BASE58}{51})\b`,
    validate: base58Check([[0x80]], [33, 34]),
    sources: ['https://developer.bitcoin.org/devguide/wallets.html#wallet-import-format-wif'],
    examples: [`key: ${versioned([0x80], 32, 1)}`, `"${check.encode(Uint8Array.from([0x80, ...bytes(32, 2), 1]))}"`],
    counterExamples: [
      { text: corrupted(versioned([0x80], 32, 1)), stoppedBy: 'bad-checksum' },
      { text: versioned([0x80], 32, 1).slice(1), stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'BITCOIN_EXTENDED_PRIVATE_KEY',
    name: 'BIP 32 extended private key',
    pattern: String.raw`\b[xyzt]prv${BASE58}{107}\b`,
    validate: base58Check(
      [
        [4, 0x88, 0xad, 0xe4],
        [4, 0x9d, 0x78, 0x78],
        [4, 0xb2, 0x43, 0x0c],
        [4, 0x35, 0x83, 0x94],
      ],
      [78],
    ),
    sources: ['BIP 32', 'SLIP 132'],
    examples: [`key: ${versioned([4, 0x88, 0xad, 0xe4], 74, 1)}`, `"${versioned([4, 0xb2, 0x43, 0x0c], 74, 2)}"`],
    counterExamples: [
      { text: corrupted(versioned([4, 0x88, 0xad, 0xe4], 74, 1)), stoppedBy: 'bad-checksum' },
      { text: versioned([4, 0x88, 0xb2, 0x1e], 74, 1), stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'ETHEREUM_PRIVATE_KEY',
    name: 'Ethereum private key',
    pattern: String.raw`\b(?:0x)?[0-9a-f]{64}\b`,
    keywords: [
      'private key',
      'privatekey',
      'eth private key',
      'ethereum private key',
      'wallet key',
      'deployer key',
      'mnemonic',
    ],
    validate: entropy(3, (value) => value.slice(-64)),
    sources: ['https://ethereum.org/en/developers/docs/accounts/'],
    examples: [
      `PRIVATE_KEY=0x${syntheticText(HEX, 64, 'ether')}`,
      `{"privateKey":"${syntheticText(HEX, 64, 'wallet')}"}`,
    ],
    counterExamples: [
      { text: `private key: 0x${'0'.repeat(64)}`, stoppedBy: 'low-entropy' },
      { text: `sha256: ${syntheticText(HEX, 64, 'ether')}`, stoppedBy: 'keyword-missing' },
    ],
  }),
  credential({
    id: 'CRYPTO_SEED_PHRASE',
    name: 'Wallet seed phrase',
    pattern: String.raw`(?i)\b${SEED_WORDS}`,
    also: [
      {
        // A verb of three letters or more is taken for a word of the phrase by the pattern above, with the keyword before it.
        pattern: String.raw`(?i)\b(?:phrase|mnemonic|words)[ ](?:lautet|ist|est|was)[ :]{1,2}(?P<value>${SEED_WORDS})`,
        validate: seedPhrase,
      },
    ],
    keywords: [
      'mnemonic',
      'seed phrase',
      'recovery phrase',
      'seed words',
      'backup phrase',
      'secret phrase',
      'wallet phrase',
    ],
    validate: seedPhrase,
    sources: ['BIP 39'],
    examples: [
      ...[16, 32].map((length) => `mnemonic: ${entropyToMnemonic(bytes(length, 4), wordlist)}`),
      `Die seed phrase lautet ${entropyToMnemonic(bytes(24, 4), wordlist)}.`,
    ],
    counterExamples: [
      { text: `mnemonic: ${'zoo '.repeat(11)}wrong`, stoppedBy: 'published-example' },
      {
        text: `mnemonic: ${entropyToMnemonic(bytes(16, 4), wordlist).split(' ').toReversed().join(' ')}`,
        stoppedBy: 'bad-checksum',
      },
    ],
  }),
];
