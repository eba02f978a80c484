-- Who accesses what. Why the aggregates are computed anew, hour by hour, and are not fed row by row by materialized views:
-- a view sees each insert and not the table, so a replayed message, or the second log that tells of a request, would count
-- twice in every sum. Here an aggregate is a function of the collapsed rows of its hour: whatever comes late, twice or from
-- both logs, the hour is marked and computed again, to the same numbers.

-- Each request by each log that tells of it; a replay gives the same sort key. event_time decides hour and partition and is
-- the log's, so that it is the same in any replay. `rank`: of two tellings by CloudTrail (to the caller's account and to the
-- bucket's) the one that names the caller stays.
CREATE TABLE IF NOT EXISTS access_log
(
    hour DateTime('UTC') MATERIALIZED toStartOfHour(event_time) CODEC(Delta, ZSTD(1)),
    event_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    bucket LowCardinality(String),
    event_id UUID CODEC(NONE),
    source Enum8('server-access-log' = 1, 'cloudtrail' = 2),
    rank UInt8,
    principal LowCardinality(String),
    principal_type LowCardinality(String),
    account LowCardinality(String),
    source_address String CODEC(ZSTD(1)),
    source_network LowCardinality(String),
    user_agent_family LowCardinality(String),
    action LowCardinality(String),
    action_class Enum8('read' = 1, 'list' = 2, 'write' = 3, 'delete' = 4, 'permission' = 5, 'control' = 6),
    is_call Bool,
    key String CODEC(ZSTD(1)),
    bytes_out UInt64 CODEC(T64, ZSTD(1)),
    error_code LowCardinality(String),
    tls_version LowCardinality(String),
    authentication LowCardinality(String),
    anonymous Bool
)
ENGINE = ReplacingMergeTree(rank)
PARTITION BY toYYYYMM(event_time)
PRIMARY KEY (hour, bucket)
ORDER BY (hour, bucket, event_id, source)
TTL toDateTime(event_time) + INTERVAL 92 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Hours to be computed, written after the rows that call for it: one more mark, however often, is one more reason.
-- `marked_at` keeps two equal inserts apart where ClickHouse deduplicates them.
CREATE TABLE IF NOT EXISTS access_mark_log
(
    hour DateTime('UTC'),
    marks UInt64,
    marked_at DateTime64(9, 'UTC') DEFAULT now64(9)
)
ENGINE = SummingMergeTree(marks)
ORDER BY hour
TTL hour + INTERVAL 400 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Up to which mark an hour was computed.
CREATE TABLE IF NOT EXISTS access_rollup_log
(
    hour DateTime('UTC'),
    marks UInt64,
    rolled_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree(marks)
ORDER BY hour
TTL hour + INTERVAL 400 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One row per hour, bucket and principal. `version` is the hour's marks when it was computed: who saw more wins. A principal
-- that is no longer in the hour (the other log names the caller better) gets a row with events = 0.
-- Sketches merge; the arrays are cut at the sizes that packages/store/src/roll-up-access.ts names.
CREATE TABLE IF NOT EXISTS access_hour_log
(
    hour DateTime('UTC') CODEC(Delta, ZSTD(1)),
    bucket LowCardinality(String),
    principal LowCardinality(String),
    version UInt64,
    principal_type LowCardinality(String),
    account LowCardinality(String),
    events UInt64,
    calls UInt64,
    reads UInt64,
    lists UInt64,
    writes UInt64,
    deletes UInt64,
    permissions UInt64,
    controls UInt64,
    denied UInt64,
    bytes_out UInt64,
    errors Map(LowCardinality(String), UInt64),
    minutes UInt64,
    keys AggregateFunction(uniqCombined64(14), String),
    prefixes AggregateFunction(uniqCombined64(12), String),
    addresses AggregateFunction(uniqCombined64(12), String),
    network_count AggregateFunction(uniqCombined64(12), String),
    agent_count AggregateFunction(uniqCombined64(12), String),
    networks Array(String),
    agents Array(String),
    sensitive_reads UInt64,
    sensitive_keys AggregateFunction(uniqCombined64(14), String),
    sensitive_weights Array(Tuple(UInt64, UInt64))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(hour)
ORDER BY (hour, bucket, principal)
TTL hour + INTERVAL 400 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- The same for days, computed from the hours. `hours`: one bit for each hour of the day with activity.
CREATE TABLE IF NOT EXISTS access_day_log
(
    day Date CODEC(Delta, ZSTD(1)),
    bucket LowCardinality(String),
    principal LowCardinality(String),
    version UInt64,
    principal_type LowCardinality(String),
    account LowCardinality(String),
    events UInt64,
    calls UInt64,
    reads UInt64,
    lists UInt64,
    writes UInt64,
    deletes UInt64,
    permissions UInt64,
    controls UInt64,
    denied UInt64,
    bytes_out UInt64,
    errors Map(LowCardinality(String), UInt64),
    hours UInt32,
    keys AggregateFunction(uniqCombined64(14), String),
    prefixes AggregateFunction(uniqCombined64(12), String),
    addresses AggregateFunction(uniqCombined64(12), String),
    network_count AggregateFunction(uniqCombined64(12), String),
    agent_count AggregateFunction(uniqCombined64(12), String),
    networks Array(String),
    agents Array(String),
    sensitive_reads UInt64,
    sensitive_keys AggregateFunction(uniqCombined64(14), String),
    sensitive_weights Array(Tuple(UInt64, UInt64))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYear(day)
ORDER BY (day, bucket, principal)
TTL day + INTERVAL 1100 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
