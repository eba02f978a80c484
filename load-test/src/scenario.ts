import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

/** Largest object that a scenario may ask for, in bytes: S3's own limit. https://docs.aws.amazon.com/general/latest/gr/s3.html */
export const MAX_OBJECT_BYTES = 5 * 1024 ** 4;
/** Most objects of a scenario: their keys have eight digits. */
export const MAX_OBJECTS = 100_000_000;

export const CONTENT_KINDS = ['csv', 'jsonl', 'log', 'text'] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

const share = z.number().min(0).max(1);

/** Sizes are log-normal around the median: `sigma` 0 is one size, 1 a factor of e up or down for two thirds of the objects. */
const sizeClassSchema = z.strictObject({
  /** Weight among the classes. */
  share: z.number().positive(),
  medianBytes: z.number().int().min(1),
  sigma: z.number().min(0).max(5).default(0),
  maxBytes: z.number().int().min(1).max(MAX_OBJECT_BYTES).default(MAX_OBJECT_BYTES),
});
export type SizeClass = z.infer<typeof sizeClassSchema>;

/** How the services learn of the objects, which are there already. */
const arrivalSchema = z.discriminatedUnion('door', [
  z.strictObject({
    door: z.literal('inventory'),
    /** The last of the objects are no part of the inventory: events announce them while it is worked off. */
    live: z.strictObject({ objects: z.number().int().min(1), perSecond: z.number().positive() }).optional(),
  }),
  z.strictObject({ door: z.literal('listing') }),
  /** S3 event notifications through SQS, so many a second; 0: as fast as the queue takes them. */
  z.strictObject({
    door: z.literal('events'),
    perSecond: z.number().min(0),
    /** So many of the objects lie in another bucket, whose events all come at once, before the others, by a queue of their own. */
    flood: z.number().int().min(1).optional(),
  }),
]);

export const scenarioSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not kebab-case'),
    /** The same seed makes the same objects. */
    seed: z.string().default('dowser'),
    objects: z.number().int().min(1).max(MAX_OBJECTS),
    sizes: z.array(sizeClassSchema).min(1),
    /** Weights of the kinds of content. */
    content: z
      .partialRecord(z.enum(CONTENT_KINDS), z.number().positive())
      .refine((weights) => Object.keys(weights).length > 0, 'names no kind of content')
      .default({ csv: 1, jsonl: 1, log: 1, text: 1 }),
    sensitive: z
      .strictObject({
        /** Share of the objects that hold something. */
        objects: share.default(0.2),
        /** Values in each million bytes of those, one at least. */
        perMegabyte: z.number().positive().max(10_000).default(100),
      })
      .prefault({}),
    arrival: arrivalSchema.default({ door: 'inventory' }),
    /** How much later than at once the embedded store takes up a request: a store of a cloud needs tens of milliseconds. */
    storeDelayMs: z.number().int().min(0).max(10_000).default(0),
    services: z
      .strictObject({
        bus: z.enum(['sqlite', 'kafka']).default('sqlite'),
        /** Matcher processes. */
        matchers: z.number().int().min(1).max(64).default(1),
        /** Of the topics of tasks and of results; absent: what packages/contracts says. */
        partitions: z.number().int().min(1).max(1_000).optional(),
        /** Configuration of the services, as environment variables: DOWSER_WORKERS, DOWSER_CHUNK_BYTES … */
        settings: z
          .record(z.string().regex(/^DOWSER_[A-Z_]+$/, 'is no variable of Dowser'), z.coerce.string())
          .default({}),
      })
      .prefault({}),
  })
  .refine(({ arrival, objects }) => arrival.door !== 'inventory' || (arrival.live?.objects ?? 0) < objects, {
    path: ['arrival', 'live', 'objects'],
    error: 'leaves no object for the inventory',
  })
  .refine(({ arrival, objects }) => arrival.door !== 'events' || (arrival.flood ?? 0) < objects, {
    path: ['arrival', 'flood'],
    error: 'leaves no object for the events after it',
  });
export type Scenario = z.infer<typeof scenarioSchema>;

/** How many of the scenario's objects are those of a flood. */
export const floodOf = ({ arrival }: Pick<Scenario, 'arrival'>): number =>
  arrival.door === 'events' ? (arrival.flood ?? 0) : 0;
export type Arrival = Scenario['arrival'];

/** A small one: 1,000 objects, 85 MB. */
export const SMOKE_SCENARIO = fileURLToPath(new URL('../scenarios/smoke.yaml', import.meta.url));

/** A scenario from a YAML or JSON file. Throws with every problem and the file's name. */
export function readScenario(path: string): Scenario {
  const parsed = scenarioSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
