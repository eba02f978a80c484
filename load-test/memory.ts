import { createScanner, objectSource } from '@dowser/scanner';
import { createGeneratedObjectStore } from '@dowser/testkit';
import { machine } from './machine.ts';

/**
 * Scans one generated object with the recommended identifiers and prints what that took, as a JSON line after that of the machine.
 * Usage: node load-test/memory.ts [GB, default 2]
 */
const PLANTED_EVERY_BYTES = 10_000_000;
const SAMPLE_EVERY_MS = 50;
const MIB = 1024 * 1024;

const size = Number(process.argv[2] ?? 2) * 1_000_000_000;
const planted = Array.from({ length: Math.floor(size / PLANTED_EVERY_BYTES) }, (_, i) => ({
  at: i * PLANTED_EVERY_BYTES + 5_000,
  text: '\nSSN: 219-09-9998\n',
}));

console.log(JSON.stringify(machine()));
const rssMb = (): number => Math.round(process.memoryUsage.rss() / MIB);
const rssStartMb = rssMb();
let rssPeakMb = rssStartMb;
const sampling = setInterval(() => {
  rssPeakMb = Math.max(rssPeakMb, rssMb());
}, SAMPLE_EVERY_MS);

const scanner = await createScanner({ identifiers: 'recommended', fingerprintKey: 'a key of the load test' });
const store = createGeneratedObjectStore({ size, planted });
const source = objectSource(store, { bucket: 'generated', key: 'app.log', versionId: '' }, { ifMatch: '' });
const began = performance.now();
const summary = await scanner.scan(source, { onOccurrences: async () => {} });
const seconds = (performance.now() - began) / 1_000;
clearInterval(sampling);
await scanner.close();

const found = summary.counts.get('USA_SOCIAL_SECURITY_NUMBER') ?? 0;
if (found !== planted.length) throw new Error(`${found} of ${planted.length} planted values were found`);
const mbps = Math.round(summary.bytesScanned / 1e6 / seconds);
console.log(
  JSON.stringify({ bytes: summary.bytesScanned, seconds: Number(seconds.toFixed(2)), mbps, rssPeakMb, rssStartMb }),
);
