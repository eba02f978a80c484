-- What a request does to a bucket's protection: AccessEvent.facts.
ALTER TABLE access_log ADD COLUMN IF NOT EXISTS facts Array(Tuple(kind LowCardinality(String), detail String)) AFTER anonymous;

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
    ));

-- Areas are folders with their numbers made alike (packages/anomaly/src/area-of.ts), cut like the other names.
-- `facts`: requests by 'kind detail'.
ALTER TABLE access_hour_log ADD COLUMN IF NOT EXISTS areas Array(String);
ALTER TABLE access_hour_log ADD COLUMN IF NOT EXISTS sensitive_areas Array(String);
ALTER TABLE access_hour_log ADD COLUMN IF NOT EXISTS facts Map(String, UInt64);

-- One row per day and principal, all its buckets together: what the detector of anomalies reads. Computed from the hours and
-- days, as these are from the requests.
CREATE TABLE IF NOT EXISTS access_principal_day_log
(
    day Date CODEC(Delta, ZSTD(1)),
    principal LowCardinality(String),
    version UInt64,
    principal_type LowCardinality(String),
    account LowCardinality(String),
    events UInt64,
    hours Array(Tuple(hour UInt8, calls UInt64, reads UInt64, lists UInt64, writes UInt64, deletes UInt64, denied UInt64, bytes_out UInt64)),
    permissions UInt64,
    controls UInt64,
    keys UInt64,
    prefixes UInt64,
    addresses UInt64,
    buckets Array(Tuple(bucket String, calls UInt64, writes UInt64, deletes UInt64, bytes_out UInt64)),
    networks Array(String),
    agents Array(String),
    areas Array(String),
    sensitive_areas Array(String),
    sensitive_reads UInt64,
    sensitive_objects UInt64,
    sensitive_occurrences UInt64,
    facts Array(Tuple(hour UInt8, bucket String, kind String, detail String, requests UInt64))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYear(day)
ORDER BY (day, principal)
TTL day + INTERVAL 1100 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Every state of every anomaly. The same anomaly, found by another sink or again, has the same id and revision.
-- `signals`: what was observed, what is usual, and how rare that is in digits of its probability.
CREATE TABLE IF NOT EXISTS anomaly_log
(
    anomaly_id String,
    revision UInt32,
    changed_at DateTime64(3, 'UTC'),
    state LowCardinality(String),
    note String,
    kind LowCardinality(String),
    type LowCardinality(String),
    category LowCardinality(String),
    severity LowCardinality(String),
    principal String,
    account String,
    buckets Array(String),
    first_day Date,
    last_day Date,
    score Float64,
    title String,
    signals Array(Tuple(name String, observed Float64, usual Float64, surprise Float64, names Array(String))),
    details Array(String),
    sensitive_objects UInt64,
    sensitive_occurrences UInt64
)
ENGINE = ReplacingMergeTree(changed_at)
ORDER BY (anomaly_id, revision)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

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

-- How each came to be what it is.
CREATE OR REPLACE VIEW anomaly_history AS
SELECT anomaly_id, revision, changed_at, state, severity, first_day, last_day, title, note
FROM anomaly_log FINAL
ORDER BY anomaly_id, revision;

-- What a bucket holds, who can reach it as far as its owner's changes tell (open anomalies of exact rules: NULL where no log
-- told of any), and who reads it: one row per bucket.
CREATE OR REPLACE VIEW exposure AS
SELECT
    b.bucket AS bucket,
    f.objects AS sensitive_objects,
    f.high_objects AS high_objects,
    f.occurrences AS occurrences,
    x.public AS made_public,
    x.other_accounts AS other_accounts,
    x.weakened AS weakened,
    r.readers AS readers_30_days,
    r.sensitive_readers AS sensitive_readers_30_days,
    r.bytes_out AS bytes_out_30_days,
    a.open_anomalies AS open_anomalies,
    a.worst AS worst_anomaly
FROM
(
    SELECT bucket FROM by_bucket
    UNION DISTINCT
    SELECT toString(bucket) AS bucket FROM access_day_log WHERE bucket != ''
    UNION DISTINCT
    SELECT arrayJoin(buckets) AS bucket FROM anomalies
) AS b
LEFT JOIN by_bucket AS f ON f.bucket = b.bucket
LEFT JOIN
(
    SELECT
        arrayJoin(buckets) AS bucket,
        toNullable(countIf(type IN ('public-policy', 'public-acl', 'authenticated-users-acl')) > 0) AS public,
        arraySort(groupUniqArrayArrayIf(details, type IN ('cross-account-policy', 'cross-account-acl', 'external-replication'))) AS other_accounts,
        arraySort(groupUniqArrayIf(toString(type), type NOT IN ('public-policy', 'public-acl', 'authenticated-users-acl',
            'cross-account-policy', 'cross-account-acl', 'external-replication'))) AS weakened
    FROM anomalies
    WHERE kind = 'basic' AND state = 'open'
    GROUP BY bucket
) AS x ON x.bucket = b.bucket
LEFT JOIN
(
    SELECT
        toString(bucket) AS bucket,
        uniqExactIf(principal, reads > 0) AS readers,
        uniqExactIf(principal, sensitive_reads > 0) AS sensitive_readers,
        sum(bytes_out) AS bytes_out
    FROM access_by_day
    WHERE day > today() - 30
    GROUP BY bucket
) AS r ON r.bucket = b.bucket
LEFT JOIN
(
    SELECT
        arrayJoin(buckets) AS bucket,
        count() AS open_anomalies,
        argMax(severity, indexOf(['Low', 'Medium', 'High', 'Critical'], severity)) AS worst
    FROM anomalies
    WHERE state = 'open'
    GROUP BY bucket
) AS a ON a.bucket = b.bucket
ORDER BY indexOf(['Low', 'Medium', 'High', 'Critical'], worst_anomaly) DESC, occurrences DESC, bucket;
