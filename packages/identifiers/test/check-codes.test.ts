import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { entropyToMnemonic, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { identifiers, type Validator } from '../src/index.ts';
import { assignedPassword, assignedSecret, barePassword, toldPassword } from '../src/validators/assigned-secret.ts';
import { fieldPassword, fieldSecret } from '../src/validators/field-secret.ts';
import { ipv4Address, ipv6Address, macAddress } from '../src/validators/network-address.ts';
import { notPlaceholder, urlPassword } from '../src/validators/placeholder.ts';
import { bitlockerGroups } from '../src/validators/token-checksums.ts';

const rowOf = (id: string) => identifiers.find((row) => row.id === id)!;
const validatorOf = (id: string): Validator => rowOf(id).validate!;

/** Rows whose values carry a check of 16 bits or more, and where in an example a value stands. */
const CHECKED: Readonly<Record<string, RegExp>> = {
  NPM_ACCESS_TOKEN: /(?<=npm_)\w{36}/,
  GRAFANA_SERVICE_ACCOUNT_TOKEN: /glsa_\w{41}/,
  GITLAB_ROUTABLE_TOKEN: /gl(?:pat|rt)-[\w.-]+/,
  BITCOIN_ADDRESS: /[13][1-9A-HJ-NP-Za-km-z]{25,34}/,
  LITECOIN_ADDRESS: /L[1-9A-HJ-NP-Za-km-z]{26,33}/,
  TRON_ADDRESS: /T[1-9A-HJ-NP-Za-km-z]{25,34}/,
  RIPPLE_ADDRESS: /r[1-9A-HJ-NP-Za-km-z]{24,34}/,
  MONERO_ADDRESS: /4[1-9A-HJ-NP-Za-km-z]{94}/,
  CARDANO_ADDRESS: /addr1[02-9ac-hj-np-z]{50,110}/,
  COSMOS_ADDRESS: /cosmos1[02-9ac-hj-np-z]{38,58}/,
  BITCOIN_PRIVATE_KEY: /[5KL][1-9A-HJ-NP-Za-km-z]{50,51}/,
};

describe('a value with one character changed is refused', () => {
  for (const [id, shape] of Object.entries(CHECKED)) {
    test(id, () => {
      const validate = validatorOf(id);
      const value = shape.exec(rowOf(id).examples[0]!)![0];
      assert.equal(validate(value), null);
      const place = fc.integer({ min: 0, max: value.length - 1 });
      fc.assert(
        fc.property(place, fc.constantFrom(...'23456789abcdefghjkmnpqrstuvwxyz'), (at, character) => {
          fc.pre(value[at] !== character);
          assert.notEqual(validate(value.slice(0, at) + character + value.slice(at + 1)), null);
        }),
        { numRuns: 60 },
      );
    });
  }
});

test('EIP-55: the published addresses pass, one in another case does not, one without case does', () => {
  const validate = validatorOf('ETHEREUM_ADDRESS');
  // Test vectors of the standard.
  for (const address of [
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
    '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
    '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
  ]) {
    assert.equal(validate(address), null);
    assert.equal(validate(address.toLowerCase()), null);
    const swapped = address.replace(/[a-f](?=[^a-f]*$)/, (letter) => letter.toUpperCase());
    assert.equal(validate(swapped), 'bad-checksum');
  }
  assert.equal(validate(`0x${'0'.repeat(40)}`), 'low-entropy');
});

test('bech32: the test vectors of BIP 173 and BIP 350 pass; a mixed case does not', () => {
  const validate = validatorOf('BITCOIN_ADDRESS');
  for (const address of [
    'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4',
    'bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y',
    'BC1SW50QGDZ25J',
  ]) {
    assert.equal(validate(address), null, address);
  }
  assert.equal(validate('bc1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4'), 'bad-format');
});

test('BIP 39: a phrase in another order fails its checksum, words of no list fail too', () => {
  const validate = validatorOf('CRYPTO_SEED_PHRASE');
  const phrase = rowOf('CRYPTO_SEED_PHRASE').examples[0]!.replace('mnemonic: ', '');
  assert.equal(validate(phrase), null);
  assert.equal(validate(phrase.toUpperCase()), null);
  assert.equal(validate(phrase.replace(/^\w+/, 'qwerty')), 'bad-checksum');
});

test('BIP 39: the verdict is that of an independent implementation', () => {
  const validate = validatorOf('CRYPTO_SEED_PHRASE');
  const entropies = fc
    .constantFrom(16, 20, 24, 28, 32)
    .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));
  fc.assert(
    fc.property(entropies, fc.nat(23), fc.constantFrom(...wordlist.slice(0, 40), ''), (entropy, place, word) => {
      const phrase = entropyToMnemonic(entropy, wordlist).split(' ');
      const other = phrase.with(place % phrase.length, word).filter((one) => one !== '');
      for (const words of [phrase, other].filter((list) => new Set(list).size >= list.length / 2)) {
        assert.equal(validate(words.join(', ')) === null, validateMnemonic(words.join(' '), wordlist), words.join(' '));
      }
    }),
    { numRuns: 300 },
  );
});

test('BitLocker: the greatest group passes, the next multiple of eleven does not', () => {
  const rest = Array.from({ length: 7 }, () => '000011').join('-');
  assert.equal(bitlockerGroups(`720885-${rest}`), null);
  assert.equal(bitlockerGroups(`720896-${rest}`), 'bad-format');
  assert.equal(bitlockerGroups(`720886-${rest}`), 'bad-checksum');
});

test('what stands for a password in documentation is none', () => {
  for (const text of [
    `\${DB_PASS}`,
    '$PASSWORD',
    '{{ password }}',
    '<password>',
    '%PASS%',
    '****',
    'xxxxxx',
    'changeme',
    'your-password',
    'example',
    'password123',
  ]) {
    assert.equal(notPlaceholder(text), 'published-example', text);
  }
  for (const text of ['Tr0ub4dor&3', 'correcthorse', 'p4ssw0rd', '$2y$abc!'])
    assert.equal(notPlaceholder(text), null, text);
  assert.equal(urlPassword('redis://:hunter2@cache:6379'), null);
  assert.equal(urlPassword('https://u:p@ss@host'), null);
  assert.equal(urlPassword('https://host/path'), 'bad-format');
});

test('an assigned password is not the name of a thing; an assigned secret looks random', () => {
  for (const text of ['hunter2', 'S3cr3t!pass', 'summer2024']) assert.equal(assignedPassword(text), null, text);
  for (const text of ['passwordField', 'form-control', '12345678', 'level-2-input']) {
    assert.equal(assignedPassword(text), 'low-entropy', text);
  }
  assert.equal(assignedSecret(['kJ8vQ2xT7', 'nZ4mR9wL3pY6'].join('')), null);
  for (const text of ['com.example.application.Settings', 'AbstractTokenFactoryBean', '0000000000000000']) {
    assert.notEqual(assignedSecret(text), null, text);
  }
});

test('addresses of no host are not reported', () => {
  for (const address of [
    '0.0.0.0',
    '127.0.0.1',
    '169.254.1.1',
    '192.0.2.9',
    '198.51.100.7',
    '203.0.113.4',
    '224.0.0.251',
    '255.255.255.0',
  ]) {
    assert.equal(ipv4Address(address), 'never-issued', address);
  }
  assert.equal(ipv4Address('29.29.29.29'), 'low-entropy');
  assert.equal(ipv4Address('29.29.29.30'), null);
  assert.equal(ipv4Address('256.1.1.1'), 'bad-format');
  for (const address of ['::1', '2001:db8::1:2', 'ff02::1:2']) assert.notEqual(ipv6Address(address), null, address);
  assert.equal(ipv6Address('2a00:1450:4009::200e'), null);
  assert.equal(macAddress('3c:22:fb:4a:91:07'), null);
  assert.equal(macAddress('00:00:00:00:00:00'), 'never-issued');
  assert.equal(macAddress('3c22.fb4a.9107'), null);
  assert.equal(macAddress('0201.0020.0002'), 'low-entropy');
});

test('a path, a selector and a member of something are no passwords; in prose a member is one', () => {
  for (const text of ['/en/server@3.0/auth', 'cms/sites/passwords#update', '#add-password', '../v2/tokens/new']) {
    assert.equal(assignedPassword(text), 'low-entropy', text);
  }
  assert.equal(barePassword('settings.Password2'), 'low-entropy');
  assert.equal(toldPassword('settings.Password2'), null);
  for (const check of [barePassword, toldPassword]) assert.equal(check('Candle.Winter43X'), null);
});

test('what stands in records beside secrets is none', () => {
  const uuid = '3F2b8c1e-5d4a-4b7c-9e8f-0a1b2c3d4e5f';
  for (const text of [uuid, '2026-03-04T05:06:07Z', 'Anna.2@Corp.net', 'X1&lt;b']) {
    assert.equal(fieldPassword(text), 'low-entropy', text);
  }
  assert.equal(fieldPassword('Candle#Winter43'), null);
  const random = ['kJ8vQ2xT7', 'nZ4mR9wL3pY6'].join('');
  assert.equal(fieldSecret(random), null);
  assert.equal(fieldSecret(`sha512-${random}`), 'low-entropy');
});
