import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '@dowser/pipeline';
import { ingestConfigSpec, loadIngestConfig, policyOf } from '../src/config.ts';

const BASE = { DOWSER_BUS_URL: 'sqlite:/tmp/bus.db', DOWSER_LISTINGS: 's3://lake' };

test('defaults', () => {
  const config = loadIngestConfig(BASE);
  assert.deepEqual(config.listings, [{ bucket: 'lake', key: '' }]);
  assert.deepEqual(
    [config.objectsUrl, config.once, config.relistSeconds, config.queueReceivers, config.queueVisibilitySeconds],
    ['s3:', false, 0, 2, 60],
  );
  const { buckets, allVersions, readAnyExtension, filter } = policyOf(config);
  assert.deepEqual([buckets, allVersions, readAnyExtension, filter.maxBytes], [[], false, false, null]);
});

test('lists, locations, tags, times and sizes', () => {
  const config = loadIngestConfig({
    ...BASE,
    DOWSER_LISTINGS: 's3://lake/a b/#1, s3://other',
    DOWSER_QUEUE_URLS: 'http://127.0.0.1:9324/000000000000/events',
    DOWSER_INVENTORIES: 's3://inventory/x/manifest.json,s3://inventory/manifest.json',
    DOWSER_INVENTORY_DESTINATIONS: 's3://inventory/daily',
    DOWSER_VERSIONS: 'all',
    DOWSER_FILTER_TAGS: 'team=a=b,pii',
    DOWSER_FILTER_MAX_BYTES: '1000',
    DOWSER_FILTER_MODIFIED_AFTER: '2025-01-01',
  });
  assert.deepEqual(config.listings, [
    { bucket: 'lake', key: 'a b/#1' },
    { bucket: 'other', key: '' },
  ]);
  assert.deepEqual(config.inventoryDestinations, [{ bucket: 'inventory', key: 'daily' }]);
  assert.equal(policyOf(config).allVersions, true);
  const { tags, maxBytes, modifiedAfter } = policyOf(config).filter;
  assert.deepEqual(tags, [
    { key: 'team', value: 'a=b' },
    { key: 'pii', value: null },
  ]);
  assert.deepEqual([maxBytes, modifiedAfter], [1000, '2025-01-01T00:00:00.000Z']);
});

test('everything that is wrong is listed at once, by both names of its key', () => {
  const wrong = {
    DOWSER_LISTINGS: 'lake',
    DOWSER_QUEUE_URLS: 'events',
    DOWSER_INVENTORIES: 's3://inventory/x',
    DOWSER_VERSIONS: 'some',
    DOWSER_FILTER_MIN_BYTES: 'many',
    DOWSER_FILTER_MODIFIED_BEFORE: 'soon',
    DOWSER_QUEUE_VISIBILITY_SECONDS: '9',
    DOWSER_QUEUE_RECEIVERS: '0',
  };
  assert.throws(
    () => loadIngestConfig(wrong),
    (error) => {
      assert.ok(error instanceof ConfigError);
      for (const env of ['DOWSER_BUS_URL', ...Object.keys(wrong)]) {
        const spec = Object.values(ingestConfigSpec).find((key) => key.env === env);
        assert.ok(
          error.problems.some((problem) => problem.includes(`${env} (${spec?.file} in the file)`)),
          env,
        );
      }
      return error.problems.length === Object.keys(wrong).length + 1;
    },
  );
});

test('the least visibility timeout is taken', () => {
  assert.equal(loadIngestConfig({ ...BASE, DOWSER_QUEUE_VISIBILITY_SECONDS: '10' }).queueVisibilitySeconds, 10);
});

test('nothing to take in is refused', () => {
  assert.throws(() => loadIngestConfig({ DOWSER_BUS_URL: 'sqlite:/tmp/bus.db' }), /Nothing to take in/);
});
