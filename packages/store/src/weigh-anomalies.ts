import type { ClickHouseClient } from '@clickhouse/client';
import { type Anomaly, AnomalyKind } from '@dowser/anomaly';
import { WEIGHTED_OBJECTS } from './roll-up-statements.ts';
import { select } from './statements.ts';

/** Anomalies that one query asks for: their principals and days are in its URL, of which servers take some 16 KB. */
export const ANOMALIES_PER_QUERY = 20;

interface Weight {
  readonly one: number;
  readonly objects: number;
  readonly occurrences: number;
}

/** Deviations of several days with the sensitive objects that were read on any of them, each counted once. */
export async function weighAnomalies(
  client: ClickHouseClient,
  anomalies: readonly Anomaly[],
): Promise<readonly Anomaly[]> {
  const weighed = [...anomalies];
  const repeated = weighed.flatMap((anomaly, one) => (isRepeated(anomaly) ? [one] : []));
  for (let from = 0; from < repeated.length; from += ANOMALIES_PER_QUERY) {
    const ones = repeated.slice(from, from + ANOMALIES_PER_QUERY);
    const rows = await select<Weight>(client, WEIGHTS, {
      ones,
      principals: ones.map((one) => weighed[one]!.principal),
      days: ones.map((one) => weighed[one]!.days),
    });
    for (const { one, objects, occurrences } of rows) {
      weighed[one] = { ...weighed[one]!, sensitiveObjects: objects, sensitiveOccurrences: occurrences };
    }
  }
  return weighed;
}

const isRepeated = ({ kind, days, sensitiveObjects }: Anomaly): boolean =>
  kind === AnomalyKind.Predictive && days.length > 1 && sensitiveObjects > 0;

const WEIGHTS = `
SELECT
  a.one AS one,
  toFloat64(uniqCombined64Merge(14)(d.sensitive_keys)) AS objects,
  toFloat64(arraySum(weight -> weight.2, groupUniqArrayArray(${WEIGHTED_OBJECTS})(d.sensitive_weights))) AS occurrences
FROM
(
  SELECT principal, day, sensitive_keys, sensitive_weights
  FROM access_day_log FINAL
  WHERE events > 0 AND sensitive_reads > 0
    AND principal IN (SELECT arrayJoin({principals:Array(String)}))
    AND day IN (SELECT toDate(arrayJoin(arrayFlatten({days:Array(Array(UInt16))}))))
) AS d
INNER JOIN
(
  SELECT asked.1 AS one, asked.2 AS principal, toDate(arrayJoin(asked.3)) AS day
  FROM (SELECT arrayJoin(arrayZip({ones:Array(UInt32)}, {principals:Array(String)}, {days:Array(Array(UInt16))})) AS asked)
) AS a ON d.principal = a.principal AND d.day = a.day
GROUP BY one`;
