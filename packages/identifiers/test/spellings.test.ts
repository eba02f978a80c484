import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spellingsOf } from '../src/spellings.ts';

test('accents may be left out, umlauts and their like written with two letters, apostrophes be of either kind or none', () => {
  assert.deepEqual(spellingsOf(['numéro']), ['numéro', 'numero']);
  assert.deepEqual(spellingsOf(['Führerschein']), ['Führerschein', 'Fuehrerschein', 'Fuhrerschein']);
  assert.deepEqual(spellingsOf(['kørekort']), ['kørekort', 'koerekort', 'korekort']);
  assert.deepEqual(spellingsOf(['kart numarası']), ['kart numarası', 'kart numarasi']);
  assert.deepEqual(spellingsOf(['άδεια']), ['άδεια', 'αδεια']);
  assert.deepEqual(spellingsOf(["driver's license"]), ["driver's license", 'driver’s license', 'driver s license']);
  assert.deepEqual(spellingsOf(["מס' זהות"]), ["מס' זהות", 'מס’ זהות', 'מס זהות']);
});

test('keywords keep their order and come once; other scripts keep their marks', () => {
  assert.deepEqual(spellingsOf(['número', 'Numero', 'cpf']), ['número', 'Numero', 'cpf']);
  assert.deepEqual(spellingsOf(['свидетелство за мпс, й']), ['свидетелство за мпс, й']);
  assert.deepEqual(spellingsOf(['เลขประจำตัวประชาชน']), ['เลขประจำตัวประชาชน']);
});
