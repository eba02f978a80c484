-- The requests of a span of time, each once, though both logs tell of it: SELECT * FROM access_events(from = '…', to = '…').
-- CloudTrail's telling is kept, which names the role. 15 minutes: how far CloudTrail's time may
-- lie from the hour of the access log's.
CREATE OR REPLACE VIEW access_events AS
SELECT
    event_time,
    bucket,
    key,
    principal,
    principal_type,
    account,
    source_address,
    source_network,
    user_agent_family,
    action,
    action_class,
    is_call,
    bytes_out,
    error_code,
    tls_version,
    authentication,
    anonymous,
    source,
    event_id
FROM access_log FINAL
WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND event_time >= {from:DateTime('UTC')} AND event_time < {to:DateTime('UTC')}
    AND (source = 'cloudtrail' OR (event_id, hour) NOT IN
    (
        SELECT
            event_id,
            arrayJoin(arrayDistinct([
                toStartOfHour(event_time - INTERVAL 15 MINUTE),
                hour,
                toStartOfHour(event_time + INTERVAL 15 MINUTE)]))
        FROM access_log
        WHERE source = 'cloudtrail'
            AND hour >= toStartOfHour({from:DateTime('UTC')}) - INTERVAL 1 HOUR
            AND hour <= {to:DateTime('UTC')} + INTERVAL 1 HOUR
    ));

-- One row per hour, bucket and principal. Distinct counts are exact when small and within about 1 % when large.
CREATE OR REPLACE VIEW access_by_hour AS
SELECT
    hour,
    bucket,
    principal,
    principal_type,
    account,
    calls,
    reads,
    lists,
    writes,
    deletes,
    permissions,
    controls,
    denied,
    bytes_out,
    errors,
    finalizeAggregation(keys) AS distinct_keys,
    finalizeAggregation(prefixes) AS distinct_prefixes,
    finalizeAggregation(addresses) AS distinct_addresses,
    finalizeAggregation(network_count) AS distinct_networks,
    finalizeAggregation(agent_count) AS distinct_agents,
    networks,
    agents,
    sensitive_reads,
    finalizeAggregation(sensitive_keys) AS sensitive_objects,
    arraySum(arrayMap(weight -> weight.2, sensitive_weights)) AS sensitive_occurrences
FROM access_hour_log FINAL
WHERE events > 0;

-- One row per day, bucket and principal.
CREATE OR REPLACE VIEW access_by_day AS
SELECT
    day,
    bucket,
    principal,
    principal_type,
    account,
    calls,
    reads,
    lists,
    writes,
    deletes,
    permissions,
    controls,
    denied,
    bytes_out,
    errors,
    bitCount(hours) AS active_hours,
    hours,
    finalizeAggregation(keys) AS distinct_keys,
    finalizeAggregation(prefixes) AS distinct_prefixes,
    finalizeAggregation(addresses) AS distinct_addresses,
    finalizeAggregation(network_count) AS distinct_networks,
    finalizeAggregation(agent_count) AS distinct_agents,
    networks,
    agents,
    sensitive_reads,
    finalizeAggregation(sensitive_keys) AS sensitive_objects,
    arraySum(arrayMap(weight -> weight.2, sensitive_weights)) AS sensitive_occurrences
FROM access_day_log FINAL
WHERE events > 0;

-- Who carries sensitive data away: one row per principal, over all days kept. Sketches of several buckets merge.
CREATE OR REPLACE VIEW sensitive_readers AS
SELECT
    d.principal AS principal,
    any(d.principal_type) AS principal_type,
    uniqExact(d.bucket) AS buckets,
    min(d.day) AS first_day,
    max(d.day) AS last_day,
    uniqExact(d.day) AS days,
    sum(d.reads) AS reads,
    sum(d.bytes_out) AS bytes_out,
    sum(d.sensitive_reads) AS sensitive_reads,
    uniqCombined64Merge(14)(d.sensitive_keys) AS sensitive_objects,
    arraySum(arrayMap(weight -> weight.2, groupUniqArrayArray(d.sensitive_weights))) AS sensitive_occurrences
FROM access_day_log AS d FINAL
WHERE d.events > 0 AND d.sensitive_reads > 0
GROUP BY principal
ORDER BY sensitive_occurrences DESC, principal;

-- What a principal was seen with, and how familiar it still is: each day it was seen counts one half for every 14 days since.
CREATE OR REPLACE VIEW access_seen AS
SELECT
    principal,
    kind,
    value,
    min(day) AS first_day,
    max(day) AS last_day,
    count() AS days,
    round(sum(exp2(-dateDiff('day', day, today()) / 14)), 3) AS familiarity
FROM
(
    SELECT DISTINCT day, principal, seen.1 AS kind, seen.2 AS value
    FROM
    (
        SELECT day, principal, bucket, networks, agents
        FROM access_day_log FINAL
        WHERE events > 0
    )
    ARRAY JOIN arrayConcat(
        [('bucket', toString(bucket))],
        arrayMap(network -> ('network', network), networks),
        arrayMap(agent -> ('agent', agent), agents)) AS seen
)
GROUP BY principal, kind, value
ORDER BY principal, kind, familiarity DESC;

-- What content who read: one row per successful read, in a span of time, of an object that has findings now.
-- SELECT … FROM sensitive_reads(from = '…', to = '…').
CREATE OR REPLACE VIEW sensitive_reads AS
SELECT
    r.event_time AS event_time,
    r.principal AS principal,
    r.source_network AS source_network,
    r.user_agent_family AS user_agent_family,
    r.bucket AS bucket,
    r.key AS key,
    r.bytes_out AS bytes_out,
    f.severity AS severity,
    f.occurrences AS occurrences,
    f.identifiers AS identifiers
FROM access_events(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS r
INNER JOIN
(
    SELECT
        bucket,
        key,
        argMax(severity, (severity = 'High') * 2 + (severity = 'Medium')) AS severity,
        sum(count) AS occurrences,
        arraySort(groupUniqArray(identifier)) AS identifiers
    FROM current_findings
    GROUP BY bucket, key
) AS f ON r.bucket = f.bucket AND r.key = f.key
WHERE r.action_class = 'read' AND r.error_code = '';
