import { AREA_DIGITS, AREA_FOLDER_LENGTH, AREA_FOLDERS } from '@dowser/anomaly';

/** Most networks, and most agents, that an hour's row names; their number is counted beyond that. */
export const NAMES_PER_HOUR = 256;
/** The same for a day's row. */
export const NAMES_PER_DAY = 1_024;
/** Most sensitive objects whose occurrences an hour's or a day's row sums up; their number is counted beyond that. */
export const WEIGHTED_OBJECTS = 10_000;
/**
 * A request in both logs counts once when CloudTrail's time lies no further than this from the hour of the access log's: the
 * one logs when it was received, the other perhaps when it was done.
 */
export const TWIN_MINUTES = 15;
export const SECONDS_PER_DAY = 86_400;

/** Names of hours as the table has them. */
export const THESE = "hour IN (SELECT toDateTime(arrayJoin({hours:Array(UInt32)}), 'UTC'))";

/** All hours of the days, by their range first: the table is sorted by hours. */
const THESE_DAYS = `hour >= toDateTime(arrayMin({days:Array(UInt16)}) * ${SECONDS_PER_DAY}, 'UTC')
  AND hour < toDateTime((arrayMax({days:Array(UInt16)}) + 1) * ${SECONDS_PER_DAY}, 'UTC')
  AND has({days:Array(UInt16)}, toUInt16(toDate(hour)))`;

/** What both kinds of rows have, without the states. */
const SUMS = [
  'events',
  'calls',
  'reads',
  'lists',
  'writes',
  'deletes',
  'permissions',
  'controls',
  'denied',
  'bytes_out',
];

/** What packages/anomaly's `areaOf` does. */
const AREA = `concat(bucket, '/', arrayStringConcat(arrayMap(
  folder -> concat(if(countMatches(folder, '[0-9]') >= ${AREA_DIGITS} OR lengthUTF8(folder) > ${AREA_FOLDER_LENGTH}, '#',
    replaceRegexpAll(folder, '[0-9]+', '0')), '/'),
  arraySlice(arrayPopBack(splitByChar('/', key)), 1, ${AREA_FOLDERS}))))`;

/** The hours named, from the requests. */
export const HOURS = `
INSERT INTO access_hour_log (hour, bucket, principal, version, principal_type, account,
  ${SUMS.join(', ')}, deleted_objects, errors, minutes, keys, prefixes, addresses, network_count, agent_count, networks, agents,
  sensitive_reads, sensitive_keys, sensitive_weights, areas, sensitive_areas, facts)
WITH requests AS
(
  SELECT hour, bucket, principal, principal_type, account, event_time, key, action_class, is_call, bytes_out, error_code,
    source_address, source_network, user_agent_family, facts, ${AREA} AS area, 1 AS seen
  FROM access_log FINAL
  WHERE ${THESE} AND (source = 'cloudtrail' OR (event_id, hour) NOT IN
    (
      SELECT event_id, arrayJoin(arrayDistinct([
        toStartOfHour(event_time - toIntervalMinute(${TWIN_MINUTES})),
        hour,
        toStartOfHour(event_time + toIntervalMinute(${TWIN_MINUTES}))]))
      FROM access_log
      WHERE source = 'cloudtrail'
        AND hour >= toDateTime(arrayMin({hours:Array(UInt32)}), 'UTC') - toIntervalHour(1)
        AND hour <= toDateTime(arrayMax({hours:Array(UInt32)}), 'UTC') + toIntervalHour(1)
        AND event_id IN (SELECT event_id FROM access_log WHERE ${THESE} AND source = 'server-access-log')
    ))
),
weights AS
(
  SELECT bucket, key, argMax(arraySum(findings.count), rank) AS weight
  FROM scan_log
  WHERE (bucket, key) IN (SELECT bucket, key FROM access_log WHERE ${THESE} AND action_class = 'read' AND error_code = '')
  GROUP BY bucket, key
  HAVING weight > 0
)
SELECT
  hour, bucket, principal,
  transform(toUnixTimestamp(hour), {hours:Array(UInt32)}, {marks:Array(UInt64)}, toUInt64(0)) AS version,
  max(principal_type), max(account),
  sum(seen) AS events,
  countIf(is_call) AS calls,
  countIf(is_call AND action_class = 'read'),
  countIf(is_call AND action_class = 'list'),
  countIf(is_call AND action_class = 'write'),
  countIf(is_call AND action_class = 'delete'),
  countIf(is_call AND action_class = 'permission'),
  countIf(is_call AND action_class = 'control'),
  countIf(is_call AND error_code IN ('AccessDenied', 'AllAccessDisabled', 'Http403')),
  sum(bytes_out),
  uniqExactIf(key, action_class = 'delete' AND key != '' AND error_code = ''),
  sumMapIf(map(error_code, toUInt64(1)), error_code != ''),
  groupBitOr(if(seen = 1, bitShiftLeft(toUInt64(1), toMinute(event_time)), toUInt64(0))),
  uniqCombined64IfState(14)(concat(bucket, '/', key), key != ''),
  uniqCombined64IfState(12)(concat(bucket, '/', extract(key, '(?s)^(.*/)')), key != ''),
  uniqCombined64IfState(12)(source_address, source_address != ''),
  uniqCombined64IfState(12)(toString(source_network), source_network != ''),
  uniqCombined64IfState(12)(toString(user_agent_family), user_agent_family != ''),
  arraySort(groupUniqArrayIf(${NAMES_PER_HOUR})(toString(source_network), source_network != '')),
  arraySort(groupUniqArrayIf(${NAMES_PER_HOUR})(toString(user_agent_family), user_agent_family != '')),
  countIf(is_call AND read_weight > 0),
  uniqCombined64IfState(14)(concat(bucket, '/', key), read_weight > 0),
  groupUniqArrayIf(${WEIGHTED_OBJECTS})((cityHash64(bucket, key), read_weight), read_weight > 0),
  arraySort(groupUniqArrayIf(${NAMES_PER_HOUR})(area, key != '')),
  arraySort(groupUniqArrayIf(${NAMES_PER_HOUR})(area, read_weight > 0)),
  sumMap(CAST((arrayMap(fact -> concat(fact.1, ' ', fact.2), facts), arrayMap(fact -> toUInt64(1), facts)), 'Map(String, UInt64)'))
FROM
(
  SELECT r.*, if(r.action_class = 'read' AND r.error_code = '', w.weight, 0) AS read_weight
  FROM requests AS r
  LEFT JOIN weights AS w ON r.bucket = w.bucket AND r.key = w.key
  UNION ALL
  SELECT hour, bucket, principal, principal_type, account, toDateTime64(hour, 3, 'UTC'), '', 'read', false, 0, '', '', '', '', [], '', 0, 0
  FROM access_hour_log
  WHERE ${THESE} AND events > 0
)
GROUP BY hour, bucket, principal
SETTINGS join_use_nulls = 0, enable_analyzer = 1`;

/** Of each hour of some days the sum of its versions: grows with each computation. */
const VERSIONS = `versions AS
(
  SELECT toDate(hour) AS day, sum(version) AS version
  FROM (SELECT hour, max(version) AS version FROM access_hour_log WHERE ${THESE_DAYS} GROUP BY hour)
  GROUP BY day
)`;

/** The days named, from the hours. */
export const DAYS = `
INSERT INTO access_day_log (day, bucket, principal, version, principal_type, account,
  ${SUMS.join(', ')}, deleted_objects, errors, hours, keys, prefixes, addresses, network_count, agent_count, networks, agents,
  sensitive_reads, sensitive_keys, sensitive_weights)
WITH ${VERSIONS}
SELECT
  toDate(h.hour) AS day, bucket, principal, any(v.version),
  max(principal_type), max(account),
  ${SUMS.map((name) => `sum(${name})`).join(', ')},
  sum(deleted_objects),
  sumMap(errors),
  groupBitOr(if(h.events > 0, bitShiftLeft(toUInt32(1), toHour(h.hour)), toUInt32(0))),
  uniqCombined64MergeState(14)(keys),
  uniqCombined64MergeState(12)(prefixes),
  uniqCombined64MergeState(12)(addresses),
  uniqCombined64MergeState(12)(network_count),
  uniqCombined64MergeState(12)(agent_count),
  arraySort(groupUniqArrayArray(${NAMES_PER_DAY})(networks)),
  arraySort(groupUniqArrayArray(${NAMES_PER_DAY})(agents)),
  sum(sensitive_reads),
  uniqCombined64MergeState(14)(sensitive_keys),
  groupUniqArrayArray(${WEIGHTED_OBJECTS})(sensitive_weights)
FROM (SELECT * FROM access_hour_log FINAL WHERE ${THESE_DAYS}) AS h
INNER JOIN versions AS v ON toDate(h.hour) = v.day
GROUP BY day, bucket, principal`;

/** Columns of an hour of a principal's day, after the hour. */
const OF_HOURS = ['calls', 'reads', 'lists', 'writes', 'deletes', 'denied', 'bytes_out'];

/** The same days by principal, from the days and hours. */
export const PRINCIPAL_DAYS = `
INSERT INTO access_principal_day_log (day, principal, version, principal_type, account, events, permissions, controls, keys,
  prefixes, addresses, buckets, networks, agents, sensitive_reads, sensitive_objects, sensitive_occurrences, hours, deleted_objects,
  areas, sensitive_areas, facts)
WITH ${VERSIONS},
hours AS
(
  SELECT
    hour, principal,
    ${OF_HOURS.map((name) => `sum(${name}) AS ${name}`).join(', ')},
    groupArrayIf((toUInt8(toHour(hour)), toString(bucket), deleted_objects), deleted_objects > 0) AS deleted,
    groupUniqArrayArray(${NAMES_PER_DAY})(areas) AS areas,
    groupUniqArrayArray(${NAMES_PER_DAY})(sensitive_areas) AS sensitive_areas,
    groupArrayArray(arrayMap(fact -> (toUInt8(toHour(hour)), toString(bucket), splitByChar(' ', fact.1, 2)[1],
      substring(fact.1, position(fact.1, ' ') + 1), fact.2), CAST(facts, 'Array(Tuple(String, UInt64))'))) AS facts
  FROM (SELECT * FROM access_hour_log FINAL WHERE ${THESE_DAYS} AND events > 0)
  GROUP BY hour, principal
)
SELECT d.*, h.* EXCEPT (day, principal)
FROM
(
  SELECT
    day, principal, any(v.version), max(principal_type), max(account), sum(events), sum(permissions), sum(controls),
    uniqCombined64Merge(14)(keys),
    uniqCombined64Merge(12)(prefixes),
    uniqCombined64Merge(12)(addresses),
    arraySlice(arraySort(groupArrayIf((toString(bucket), calls, writes, deletes, bytes_out), events > 0)), 1, ${NAMES_PER_DAY}),
    arraySort(groupUniqArrayArray(${NAMES_PER_DAY})(networks)),
    arraySort(groupUniqArrayArray(${NAMES_PER_DAY})(agents)),
    sum(sensitive_reads),
    uniqCombined64Merge(14)(sensitive_keys),
    arraySum(arrayMap(weight -> weight.2, groupUniqArrayArray(${WEIGHTED_OBJECTS})(sensitive_weights)))
  FROM (SELECT * FROM access_day_log FINAL WHERE has({days:Array(UInt16)}, toUInt16(day))) AS r
  INNER JOIN versions AS v ON r.day = v.day
  GROUP BY day, principal
) AS d
LEFT JOIN
(
  SELECT
    toDate(hour) AS day, principal,
    arraySort(groupArrayIf((toUInt8(toHour(hour)), ${OF_HOURS.join(', ')}), calls > 0)),
    arraySlice(arraySort(groupArrayArray(deleted)), 1, ${NAMES_PER_DAY}),
    arraySort(groupUniqArrayArray(${NAMES_PER_DAY})(areas)),
    arraySort(groupUniqArrayArray(${NAMES_PER_DAY})(sensitive_areas)),
    arraySort(groupArrayArray(facts))
  FROM hours
  GROUP BY day, principal
) AS h ON d.day = h.day AND d.principal = h.principal
SETTINGS join_use_nulls = 0, enable_analyzer = 1`;
