import { parentPort, workerData } from 'node:worker_threads';
import { evaluateOrg, type OrgResult } from './evaluate-org.ts';
import { type WorldName, type WorldSize, worlds } from './worlds.ts';

/** One organisation of one world. */
export interface OrgTask {
  readonly world: WorldName;
  readonly org: number;
  readonly size: WorldSize;
  /** Attacks of each class and span of sizes. */
  readonly episodes: number;
}

export type OrgMessage = { readonly day: number } | { readonly result: OrgResult };

const { world, org, size, episodes } = workerData as OrgTask;
const say = (message: OrgMessage): void => parentPort?.postMessage(message);
const result = evaluateOrg({
  world: worlds[world](size),
  org,
  seed: size.seed,
  episodes,
  onDay: (day) => say({ day }),
});
say({ result });
