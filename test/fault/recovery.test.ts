import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recoverySeconds } from './recovery.ts';

const fallen = (fellAt: number, overAt: number, recoveredAt: number) => ({ fellAt, overAt, recoveredAt });

test('recovery: from the end of the fault, without the time in which others lasted', () => {
  const kill = fallen(1_000, 1_000, 30_000);
  assert.equal(recoverySeconds(kill, [kill]), 29);
  const earlier = fallen(0, 3_000, 9_000);
  assert.equal(recoverySeconds(kill, [earlier, kill]), 27);
  const broker = fallen(5_000, 15_000, 28_000);
  const within = fallen(6_000, 8_000, 20_000);
  assert.equal(recoverySeconds(kill, [kill, broker, within]), 19);
  const lasting = fallen(29_000, 40_000, 41_000);
  assert.equal(recoverySeconds(kill, [kill, broker, lasting]), 18);
  assert.equal(recoverySeconds(kill, [kill, fallen(500, 31_000, 40_000)]), 0);
  assert.equal(recoverySeconds(kill, [kill, fallen(31_000, 32_000, 33_000)]), 29);
});
