import type { AccessFact } from '@dowser/anomaly';
import type { Actor, Day } from './activity.ts';
import { factsOf } from './cloudtrail-records.ts';

type Counted = { -readonly [name in keyof AccessFact]: AccessFact[name] };

/** What these calls did to the protection of buckets, hour by hour, as the store's roll-up tells it. */
export function principalFacts(actor: Actor, day: number, bursts: Day): readonly AccessFact[] {
  const facts = new Map<string, Counted>();
  for (const burst of bursts) {
    for (const { kind, detail } of factsOf(actor, day, burst)) {
      const bucket = kind === 'trail-off' ? '' : burst.folder.bucket;
      const name = JSON.stringify([burst.hour, bucket, kind, detail]);
      const known = facts.get(name);
      if (known !== undefined) {
        known.count += burst.calls;
        continue;
      }
      const { principal, principalType, account } = actor;
      const held = sensitiveIn(actor, bucket);
      facts.set(name, {
        principal,
        principalType,
        account,
        day,
        hour: burst.hour,
        bucket,
        kind,
        detail,
        count: burst.calls,
        ...held,
      });
    }
  }
  return [...facts.values()];
}

function sensitiveIn({ org }: Actor, bucket: string): Pick<AccessFact, 'sensitiveObjects' | 'sensitiveOccurrences'> {
  const held = [...org.folders, org.vault].filter((folder) => folder.bucket === bucket);
  return {
    sensitiveObjects: held.reduce((sum, { sensitive }) => sum + sensitive, 0),
    sensitiveOccurrences: held.reduce((sum, { sensitive, occurrences }) => sum + sensitive * occurrences, 0),
  };
}
