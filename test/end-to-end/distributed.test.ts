/**
 * The distributed form under fire: the services as processes of their own on a real Kafka broker, while processes, threads, the
 * broker and the engine are killed and links are cut. In the end the tables hold what a run without faults gives: the sample's
 * manifest, the small objects, and the access log. The long form is `npm run test:fault`.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kafkaForTests } from '@dowser/kafka';
import { BlowKind } from '../fault/blows.ts';
import { planBlows } from '../fault/plan-blows.ts';
import { runFaults } from '../fault/run-faults.ts';

const OBJECTS = 5_000;
const KILLS = 20;
const LASTING = [BlowKind.CutKafka, BlowKind.CutS3, BlowKind.CutClickHouse, BlowKind.PauseMatcher];
/** Nothing here says how fast it has to be; what takes longer is stuck. */
const TIMEOUT_MS = 400_000;

const { skip: missing } = await kafkaForTests(process.env);
const isForeign = (process.env.DOWSER_TEST_KAFKA ?? '') !== '';
const skip = isForeign ? 'the broker of DOWSER_TEST_KAFKA is not ours to kill' : missing;

test(`${KILLS} kills while ${OBJECTS} objects flow: nothing lost, nothing twice`, {
  skip,
  timeout: TIMEOUT_MS,
}, async (t) => {
  const kills = planBlows(KILLS, 1);
  const every = Math.ceil(kills.length / LASTING.length);
  const blows = LASTING.flatMap((kind, at) => [...kills.slice(at * every, (at + 1) * every), kind]);
  const result = await runFaults({
    objects: OBJECTS,
    blows,
    overlap: 6,
    engineDiskMib: 0,
    log: (text) => t.diagnostic(text),
  });
  assert.deepEqual(result.problems, []);
  assert.deepEqual([result.lost, result.duplicated, result.kills], [0, 0, KILLS]);
  assert.deepEqual(result.exitCodes, [0, 0, 0, 0], 'each service drains on SIGTERM');
  t.diagnostic(JSON.stringify({ ...result.recoverySeconds, seconds: result.seconds }));
});
