import { readFileSync } from 'node:fs';
import { type Calibration, calibrationSchema } from '@dowser/capacity';

/** What `npm run calibrate` has measured last. */
export function readCalibration(): Calibration {
  return calibrationSchema.parse(JSON.parse(readFileSync(new URL('./calibration.json', import.meta.url), 'utf8')));
}
