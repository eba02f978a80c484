import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openObjectStore } from '@dowser/objects';
import { ConfigError } from '@dowser/pipeline';

describe('openObjectStore', () => {
  it('opens a directory by its file: URL, percent-encoding and all', async (t) => {
    const root = await mkdtemp(join(tmpdir(), 'dowser objects é-'));
    t.after(() => rm(root, { recursive: true }));
    await writeFile(join(root, 'f'), 'x');
    const store = openObjectStore(pathToFileURL(root).href);
    assert.equal((await store.head({ bucket: basename(root), key: 'f', versionId: '' })).size, 1);
    await store.close();
  });

  it('refuses what names no store', () => {
    const wrong = ['', 's3', 'http://example.com', 'file:///absent/directory', 'file://host/x', import.meta.url];
    for (const url of wrong) assert.throws(() => openObjectStore(url), ConfigError, url);
    assert.throws(() => openObjectStore('s3:', { endpoint: 'localhost:9000' }), ConfigError);
    assert.throws(() => openObjectStore('s3:', { env: { AWS_ENDPOINT_URL: 'nowhere' } }), ConfigError);
  });
});
