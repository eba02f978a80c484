import type { World, WorldSize } from './activity.ts';
import { flowWorld } from './flow-world.ts';
import { officeWorld } from './office-world.ts';

export type { WorldSize } from './activity.ts';

/** The worlds, by name: `office` is the one for tuning, `flow` the one whose figures are reported. */
export const worlds = { office: officeWorld, flow: flowWorld } as const satisfies Readonly<
  Record<string, (size: WorldSize) => World>
>;
export type WorldName = keyof typeof worlds;
