import type { ClickHouseClient } from '@clickhouse/client';
import { command } from './statements.ts';

/** An identifier in a pack. */
export interface PackRow {
  readonly pack: string;
  /** How data of the pack is to be handled, e.g. `Confidential`. */
  readonly level: string;
  readonly identifier: string;
  /** The least counts that make a finding Low, Medium, High in this pack; null where its own severity stands. */
  readonly severity: Partial<Readonly<Record<'Low' | 'Medium' | 'High', number>>> | null;
}

const NO_THRESHOLD = 0;

/** Defines the views of packs anew. Repeating it, or doing it from several processes at once, changes nothing. */
export async function definePacks(client: ClickHouseClient, rows: readonly PackRow[]): Promise<void> {
  const values = rows.map(({ pack, level, identifier, severity }) => {
    const thresholds = [severity?.Low, severity?.Medium, severity?.High].map((count) => count ?? NO_THRESHOLD);
    return `(${[...[pack, level, identifier].map(quoteText), ...thresholds].join(',')})`;
  });
  await command(
    client,
    `CREATE OR REPLACE VIEW identifier_packs AS
     SELECT pack, level, identifier, low_from, medium_from, high_from
     FROM values('pack String, level String, identifier String, low_from UInt64, medium_from UInt64, high_from UInt64', ${values.join(',')})`,
  );
  await command(client, FINDINGS_BY_PACK);
  await command(client, BY_LEVEL);
}

const FINDINGS_BY_PACK = `
CREATE OR REPLACE VIEW findings_by_pack AS
SELECT
    p.pack AS pack,
    p.level AS level,
    multiIf(
        p.low_from + p.medium_from + p.high_from = ${NO_THRESHOLD}, toString(f.severity),
        p.high_from > ${NO_THRESHOLD} AND f.count >= p.high_from, 'High',
        p.medium_from > ${NO_THRESHOLD} AND f.count >= p.medium_from, 'Medium',
        'Low') AS severity,
    f.* EXCEPT severity
FROM current_findings AS f
INNER JOIN identifier_packs AS p ON p.identifier = f.identifier
WHERE p.low_from + p.medium_from + p.high_from = ${NO_THRESHOLD}
   OR f.count >= arrayMin(arrayFilter(least -> least > ${NO_THRESHOLD}, [p.low_from, p.medium_from, p.high_from]))`;

const BY_LEVEL = `
CREATE OR REPLACE VIEW by_level AS
SELECT
    bucket,
    level,
    arraySort(groupUniqArray(pack)) AS packs,
    uniqExact(key) AS objects,
    uniqExactIf(key, severity = 'High') AS high_objects,
    uniqExact(key, identifier) AS findings
FROM findings_by_pack
GROUP BY bucket, level
ORDER BY indexOf(['Highly Confidential', 'Confidential', 'Internal', 'Public'], level), high_objects DESC, bucket`;

function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
