-- Objects that were deleted, as far as a log names them: a call of DeleteObjects names none, and the access log then has a line
-- for each object.
ALTER TABLE access_hour_log ADD COLUMN IF NOT EXISTS deleted_objects UInt64 AFTER deletes;
ALTER TABLE access_day_log ADD COLUMN IF NOT EXISTS deleted_objects UInt64 AFTER deletes;
ALTER TABLE access_principal_day_log ADD COLUMN IF NOT EXISTS deleted_objects Array(Tuple(hour UInt8, bucket String, objects UInt64)) AFTER buckets;

-- The days of a deviation that were anomalous.
ALTER TABLE anomaly_log ADD COLUMN IF NOT EXISTS days Array(Date) AFTER last_day;

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
    deleted_objects,
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
    deleted_objects,
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

-- What a principal did on a day. The arrays are of named tuples: `hours.hour`, `buckets.bucket`, `facts.kind` …
CREATE OR REPLACE VIEW principal_days AS
SELECT * EXCEPT (version, events)
FROM access_principal_day_log FINAL
WHERE events > 0;

-- One row per anomaly, as it is now; the worst and latest first. `state`: open, archived (by someone), withdrawn (what came
-- later speaks against it).
CREATE OR REPLACE VIEW anomalies AS
SELECT
    anomaly_id,
    state,
    severity,
    kind,
    type,
    category,
    principal,
    account,
    buckets,
    first_day,
    last_day,
    days,
    score,
    title,
    signals,
    details,
    sensitive_objects,
    sensitive_occurrences,
    note,
    revision,
    changed_at
FROM
(
    SELECT * FROM anomaly_log FINAL ORDER BY anomaly_id, revision DESC LIMIT 1 BY anomaly_id
)
ORDER BY indexOf(['Low', 'Medium', 'High', 'Critical'], severity) DESC, last_day DESC, anomaly_id;

-- The requests of a span of time, each once, though both logs tell of it: SELECT * FROM access_events(from = '…', to = '…').
-- CloudTrail's telling is kept, which names the role. 15 minutes: how far CloudTrail's time may
-- lie from the hour of the access log's. Only requests that the access log tells are looked for in CloudTrail: of a day of three
-- million that is a third of the work.
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
    event_id,
    facts
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
            AND event_id IN
            (
                SELECT event_id
                FROM access_log
                WHERE source = 'server-access-log'
                    AND hour >= toStartOfHour({from:DateTime('UTC')})
                    AND hour <= {to:DateTime('UTC')}
            )
    ));
