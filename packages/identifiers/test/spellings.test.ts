import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spellingsOf } from '../src/spellings.ts';

/** Without the forms that hold ASCII alone, and without plurals. */
const spelled = (keyword: string): readonly string[] =>
  spellingsOf([keyword]).filter((spelling) => !/\\u|=|s$/.test(spelling));

test('accents may be left out, umlauts and their like written with two letters, apostrophes be of either kind or none', () => {
  assert.deepEqual(spelled('numéro'), ['numéro', 'numero']);
  assert.deepEqual(spelled('Führerschein'), ['Führerschein', 'Fuehrerschein', 'Fuhrerschein']);
  assert.deepEqual(spelled('kørekort'), ['kørekort', 'koerekort', 'korekort']);
  assert.deepEqual(spelled('kart numarası'), ['kart numarası', 'kart numarasi']);
  assert.deepEqual(spelled('άδεια'), ['άδεια', 'αδεια']);
  assert.deepEqual(spelled("driver's license"), ["driver's license", 'driver’s license', 'driver s license']);
  assert.deepEqual(spelled("מס' זהות"), ["מס' זהות", 'מס’ זהות', 'מס זהות']);
});

test('keywords keep their order and come once; other scripts keep their marks', () => {
  assert.deepEqual(spellingsOf(['número', 'Numero', 'cpf#']).slice(0, 3), ['número', 'Numero', 'cpf#']);
  assert.deepEqual(spellingsOf(['свидетелство за мпс, й']), ['свидетелство за мпс, й']);
  assert.deepEqual(spellingsOf(['เลขประจำตัวประชาชน']), ['เลขประจำตัวประชาชน']);
});

test('words in English letters have a plural, but for those that say something else then', () => {
  assert.deepEqual(spellingsOf(['ssn', 'phone number', 'pan', 'rg', 'address']), [
    'ssn',
    'phone number',
    'pan',
    'rg',
    'address',
    'ssns',
    'phone numbers',
  ]);
});

test('letters beyond ASCII may be escaped, as in JSON and in mail, after the first three', () => {
  assert.deepEqual(spellingsOf(['Numéro']), ['Numéro', 'num\\u00e9ro', 'num=c3=a9ro', 'Numero', 'Numeros']);
  assert.deepEqual(spellingsOf(['número']), ['número', 'numero', 'numeros']);
});

test('a number sign is a word in the name of a column, or nothing', () => {
  assert.deepEqual(spellingsOf(['dl#']), ['dl#', 'dl no', 'dl number', 'dl numbers']);
  assert.deepEqual(spellingsOf(['nationalid#']), ['nationalid#', 'nationalid', 'nationalids']);
  assert.deepEqual(spellingsOf(['pmnt #']), ['pmnt #', 'pmnt no', 'pmnt number', 'pmnt numbers']);
});
