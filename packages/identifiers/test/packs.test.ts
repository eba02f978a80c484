import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { identifiers, LEVELS, outsidePacks, packs, packsOf, selectIdentifiers } from '../src/index.ts';
import { isInPack } from '../src/packs/pack.ts';
import { asInPacks } from '../src/packs/packs.ts';

const byId = new Map(identifiers.map((row) => [row.id, row]));
const idsOf = (selection: Parameters<typeof selectIdentifiers>[0]): readonly string[] =>
  selectIdentifiers(selection).map(({ id }) => id);

describe('packs', () => {
  test('are the six', () => {
    assert.deepEqual(
      packs.map(({ id }) => id),
      ['pci-dss', 'hipaa', 'gdpr', 'ccpa', 'credentials', 'ip'],
    );
  });

  for (const pack of packs) {
    test(`${pack.id} names what exists, once, and has a level and sources`, () => {
      for (const id of pack.identifiers) assert.ok(byId.has(id), id);
      assert.equal(new Set(pack.identifiers).size, pack.identifiers.length);
      assert.ok(LEVELS.includes(pack.level));
      assert.ok(pack.sources.length > 0);
      for (const id of Object.keys(pack.severity)) {
        const row = byId.get(id);
        assert.ok(row !== undefined && isInPack(row, pack), `${id} has a severity but is not in the pack`);
        assert.notDeepEqual(pack.severity[id], row.severity, `${id} has this severity anyway`);
      }
    });
  }

  test('an identifier is in a pack, or is listed as in none and why', () => {
    for (const row of identifiers) {
      const reasons = outsidePacks.filter((outside) => isInPack(row, outside));
      if (packsOf(row).length > 0) assert.deepEqual(reasons, [], `${row.id} is in a pack`);
      else
        assert.equal(reasons.length, 1, `${row.id} is in no pack: add it to one, or to outsidePacks with the reason`);
    }
    for (const { identifiers: ids, why } of outsidePacks) {
      for (const id of ids) assert.ok(byId.has(id), id);
      assert.notEqual(why, '');
    }
  });
});

describe('choosing by pack', () => {
  test('a pack selects its identifiers, and several their union', () => {
    assert.deepEqual(
      idsOf(['pack:pci-dss']).toSorted(),
      [
        'CREDIT_CARD_EXPIRATION',
        'CREDIT_CARD_MAGNETIC_STRIPE',
        'CREDIT_CARD_NUMBER',
        'CREDIT_CARD_NUMBER_(NO_KEYWORD)',
        'CREDIT_CARD_SECURITY_CODE',
      ].toSorted(),
    );
    assert.ok(idsOf(['pack:gdpr']).includes('POLAND_NATIONAL_IDENTIFICATION_NUMBER'));
    assert.equal(new Set(idsOf(['pack:pci-dss', 'pack:ip', 'PKCS'])).size, 5 + 6 + 1);
  });

  test('with ids and the named sets', () => {
    assert.deepEqual(idsOf(['none']), []);
    assert.deepEqual(idsOf('none'), []);
    assert.deepEqual(idsOf(['none', 'PKCS']), ['PKCS']);
    assert.equal(idsOf(['recommended', 'pack:ip']).length, idsOf('recommended').length + 6);
    assert.equal(idsOf(['all', 'pack:ip']).length, identifiers.length);
  });

  test("the pack's severity stands, and only for its identifiers", () => {
    const severityOf = (selection: readonly string[], id: string) =>
      selectIdentifiers(selection).find((row) => row.id === id)?.severity;
    assert.deepEqual(severityOf(['pack:pci-dss'], 'CREDIT_CARD_SECURITY_CODE'), { High: 1 });
    assert.deepEqual(severityOf(['pack:pci-dss', 'recommended'], 'PKCS'), byId.get('PKCS')?.severity);
    assert.deepEqual(
      severityOf(['pack:ccpa'], 'CREDIT_CARD_SECURITY_CODE'),
      byId.get('CREDIT_CARD_SECURITY_CODE')?.severity,
    );
  });

  test('of two packs the more severe threshold stands', () => {
    const [pack] = packs;
    const row = byId.get('CREDIT_CARD_SECURITY_CODE')!;
    const mild = { ...pack!, severity: { [row.id]: { Low: 1, High: 50 } } };
    const strict = { ...pack!, severity: { [row.id]: { Medium: 2, High: 10 } } };
    assert.deepEqual(asInPacks(row, [mild, strict]).severity, { Low: 1, Medium: 2, High: 10 });
  });

  test('an unknown pack is named with those that there are', () => {
    assert.throws(
      () => selectIdentifiers(['pack:pci', 'pack:gdrp']),
      /"pack:pci": did you mean pack:pci-dss[\s\S]*"pack:gdrp": did you mean pack:gdpr/,
    );
  });
});
