-- Every table collapses by its sort key: a replayed message gives the same row, and FINAL (in the views) shows one.
-- `rank` decides between two rows of one sort key, so that the result does not depend on the order of arrival.
-- None is partitioned: rows of one key must be able to meet in a merge, and a key carries no date that a replay keeps.
-- fsync: the sink lets go of its offsets once an insert is acknowledged, so the rows must outlive the machine.

-- What is known of each version of a key (one version, '', without versioning): one row from sequenced events, one from
-- dated observations (inventories, listings). `version_gone`: this version was deleted for good, which says nothing of others.
CREATE TABLE IF NOT EXISTS object_log
(
    bucket LowCardinality(String),
    key String CODEC(ZSTD(1)),
    version_id String CODEC(ZSTD(1)),
    evidence Enum8('dated' = 1, 'sequenced' = 2),
    rank UInt128 CODEC(ZSTD(1)),
    effective_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    object_version_id FixedString(32) CODEC(ZSTD(1)),
    etag String CODEC(ZSTD(1)),
    size Int64 CODEC(T64, ZSTD(1)),
    last_modified Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
    storage_class LowCardinality(String),
    encryption LowCardinality(String),
    sequencer String CODEC(ZSTD(1)),
    source LowCardinality(String),
    observed_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    removed Bool,
    version_gone Bool,
    cause LowCardinality(String)
)
ENGINE = ReplacingMergeTree(rank)
PRIMARY KEY (bucket, key)
ORDER BY (bucket, key, version_id, evidence)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- The ledger: the latest verdict of each object version, with its findings in the same row, so that both change at once.
CREATE TABLE IF NOT EXISTS scan_log
(
    bucket LowCardinality(String),
    key String CODEC(ZSTD(1)),
    object_version_id FixedString(32) CODEC(ZSTD(1)),
    rank UInt128 CODEC(ZSTD(1)),
    scan_id FixedString(32) CODEC(ZSTD(1)),
    identifier_set_id LowCardinality(String),
    version_id String CODEC(ZSTD(1)),
    etag String CODEC(ZSTD(1)),
    size Int64 CODEC(T64, ZSTD(1)),
    last_modified Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
    storage_class LowCardinality(String),
    encryption LowCardinality(String),
    verdict LowCardinality(String),
    reason LowCardinality(String),
    detail String CODEC(ZSTD(1)),
    bytes_read UInt64 CODEC(T64, ZSTD(1)),
    bytes_scanned UInt64 CODEC(T64, ZSTD(1)),
    charset LowCardinality(String),
    compression LowCardinality(String),
    mime_type LowCardinality(String),
    scanned_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    duration_ms Float64 CODEC(ZSTD(1)),
    finding_type LowCardinality(String),
    findings Nested
    (
        identifier LowCardinality(String),
        category LowCardinality(String),
        severity LowCardinality(String),
        count UInt64
    )
)
ENGINE = ReplacingMergeTree(rank)
PRIMARY KEY (bucket, key)
ORDER BY (bucket, key, object_version_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Every place where an identifier was found, by the scan that found it; never the value.
CREATE TABLE IF NOT EXISTS occurrence_log
(
    bucket LowCardinality(String),
    key String CODEC(ZSTD(1)),
    object_version_id FixedString(32) CODEC(ZSTD(1)),
    scan_id FixedString(32) CODEC(ZSTD(1)),
    identifier LowCardinality(String),
    start UInt64 CODEC(Delta, ZSTD(1)),
    end UInt64 CODEC(Delta, ZSTD(1)),
    line UInt64 CODEC(Delta, ZSTD(1)),
    column UInt64 CODEC(T64, ZSTD(1)),
    sample String CODEC(ZSTD(1)),
    fingerprint FixedString(32) CODEC(ZSTD(1)),
    INDEX fingerprints fingerprint TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree
PRIMARY KEY (bucket, key)
ORDER BY (bucket, key, object_version_id, scan_id, identifier, start, end)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Inputs that no retry can help, as received.
CREATE TABLE IF NOT EXISTS dead_letter_log
(
    stage LowCardinality(String),
    origin String CODEC(ZSTD(1)),
    code LowCardinality(String),
    detail String CODEC(ZSTD(1)),
    payload String CODEC(ZSTD(3)),
    rejected_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree(rejected_at)
ORDER BY (stage, origin)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
