-- The truth, collapsed: read these, not the logs.

-- The latest state of each key. Innermost: of each version, what is true of it. Then the newest version by each kind of
-- evidence, among events by sequencer; a version deleted for good only when there is no other. Last: an event is right about
-- its time, and an inventory or a listing wins over it only with an object that was modified later.
CREATE OR REPLACE VIEW objects AS
SELECT
    bucket,
    key,
    object_version_id,
    version_id,
    etag,
    size,
    last_modified,
    storage_class,
    encryption,
    removed,
    source,
    cause,
    sequencer,
    observed_at
FROM
(
    SELECT *
    FROM
    (
        SELECT *
        FROM object_log FINAL
        ORDER BY bucket, key, version_id, effective_at DESC, evidence DESC
        LIMIT 1 BY bucket, key, version_id
    )
    ORDER BY bucket, key, version_gone, evidence, rank DESC
    LIMIT 1 BY bucket, key, version_gone, evidence
)
ORDER BY bucket, key, version_gone, effective_at DESC, evidence DESC
LIMIT 1 BY bucket, key;

-- The ledger: exactly one row per object version.
CREATE OR REPLACE VIEW object_scans AS
SELECT
    bucket,
    key,
    object_version_id,
    version_id,
    etag,
    size,
    last_modified,
    storage_class,
    encryption,
    verdict,
    reason,
    detail,
    bytes_read,
    bytes_scanned,
    charset,
    compression,
    mime_type,
    scan_id,
    identifier_set_id,
    scanned_at,
    duration_ms,
    finding_type,
    findings.identifier AS identifiers,
    arraySum(findings.count) AS occurrence_count
FROM scan_log FINAL;

-- One row per object version and identifier of its current scan.
CREATE OR REPLACE VIEW findings AS
SELECT
    bucket,
    key,
    object_version_id,
    version_id,
    identifier,
    category,
    severity,
    finding_type,
    count,
    verdict,
    size,
    storage_class,
    encryption,
    scan_id,
    identifier_set_id,
    scanned_at
FROM scan_log FINAL
ARRAY JOIN
    findings.identifier AS identifier,
    findings.category AS category,
    findings.severity AS severity,
    findings.count AS count;

-- Every occurrence of the current scan of each object version.
CREATE OR REPLACE VIEW occurrences AS
SELECT
    o.bucket AS bucket,
    o.key AS key,
    o.object_version_id AS object_version_id,
    o.identifier AS identifier,
    f.category AS category,
    f.severity AS severity,
    o.start AS start,
    o.end AS end,
    o.line AS line,
    o.column AS column,
    o.sample AS sample,
    o.fingerprint AS fingerprint,
    o.scan_id AS scan_id,
    f.scanned_at AS scanned_at
FROM occurrence_log AS o FINAL
INNER JOIN findings AS f
    ON o.object_version_id = f.object_version_id AND o.scan_id = f.scan_id AND o.identifier = f.identifier;

CREATE OR REPLACE VIEW dead_letters AS
SELECT stage, origin, code, detail, payload, rejected_at
FROM dead_letter_log FINAL;

-- The findings of objects that still exist, in the version that was scanned: what the risk is now.
CREATE OR REPLACE VIEW current_findings AS
SELECT *
FROM findings
WHERE (bucket, key, object_version_id) IN (SELECT bucket, key, object_version_id FROM objects WHERE NOT removed);

CREATE OR REPLACE VIEW by_bucket AS
SELECT
    bucket,
    uniqExact(key) AS objects,
    uniqExactIf(key, severity = 'High') AS high_objects,
    uniqExactIf(key, severity = 'Medium') AS medium_objects,
    uniqExactIf(key, severity = 'Low') AS low_objects,
    count() AS findings,
    sum(count) AS occurrences,
    arraySort(groupUniqArray(category)) AS categories
FROM current_findings
GROUP BY bucket
ORDER BY high_objects DESC, medium_objects DESC, low_objects DESC, occurrences DESC, bucket;

CREATE OR REPLACE VIEW by_identifier AS
SELECT
    identifier,
    any(category) AS category,
    uniqExact(bucket) AS buckets,
    count() AS objects,
    countIf(severity = 'High') AS high_objects,
    sum(count) AS occurrences
FROM current_findings
GROUP BY identifier
ORDER BY occurrences DESC, identifier;

-- A prefix is the key up to its last slash; '' is the top of the bucket.
CREATE OR REPLACE VIEW riskiest_prefixes AS
SELECT
    bucket,
    extract(key, '(?s)^(.*/)') AS prefix,
    uniqExact(key) AS objects,
    countIf(severity = 'High') AS high_findings,
    countIf(severity = 'Medium') AS medium_findings,
    countIf(severity = 'Low') AS low_findings,
    sum(count) AS occurrences,
    arraySort(groupUniqArray(identifier)) AS identifiers
FROM current_findings
GROUP BY bucket, prefix
ORDER BY high_findings DESC, medium_findings DESC, low_findings DESC, occurrences DESC, bucket, prefix;

CREATE OR REPLACE VIEW newest_findings AS
SELECT scanned_at, severity, identifier, count, bucket, key, finding_type, object_version_id
FROM current_findings
ORDER BY scanned_at DESC, bucket, key, identifier;

-- What of the existing objects has been looked at, per bucket. Pending: no verdict yet.
CREATE OR REPLACE VIEW coverage AS
SELECT
    bucket,
    count() AS known_objects,
    sum(bytes) AS known_bytes,
    countIf(verdict = 'scanned') AS scanned_objects,
    sumIf(bytes, verdict = 'scanned') AS scanned_bytes,
    countIf(verdict = 'partial') AS partial_objects,
    sumIf(bytes, verdict = 'partial') AS partial_bytes,
    countIf(verdict = 'skipped') AS skipped_objects,
    sumIf(bytes, verdict = 'skipped') AS skipped_bytes,
    countIf(verdict = 'failed') AS failed_objects,
    sumIf(bytes, verdict = 'failed') AS failed_bytes,
    countIf(verdict = '') AS pending_objects,
    sumIf(bytes, verdict = '') AS pending_bytes,
    sumMapIf(map(reason, toUInt64(1)), verdict = 'partial') AS partial_reasons,
    sumMapIf(map(reason, toUInt64(1)), verdict = 'skipped') AS skipped_reasons,
    sumMapIf(map(reason, toUInt64(1)), verdict = 'failed') AS failed_codes
FROM
(
    SELECT
        o.bucket AS bucket,
        greatest(o.size, 0) AS bytes,
        s.verdict AS verdict,
        s.reason AS reason
    FROM (SELECT bucket, key, object_version_id, size FROM objects WHERE NOT removed) AS o
    LEFT JOIN (SELECT bucket, key, object_version_id, verdict, reason FROM scan_log FINAL) AS s
        ON o.bucket = s.bucket AND o.key = s.key AND o.object_version_id = s.object_version_id
    SETTINGS join_use_nulls = 0
)
GROUP BY bucket
ORDER BY bucket;

-- Where one person's or one secret's value is, by its fingerprint: SELECT * FROM subject(fingerprint = '…').
-- `dowser fingerprint` computes it from the value.
CREATE OR REPLACE VIEW subject AS
SELECT
    f.bucket AS bucket,
    f.key AS key,
    o.line AS line,
    o.column AS column,
    f.identifier AS identifier,
    f.severity AS severity,
    o.sample AS sample,
    f.scanned_at AS scanned_at,
    f.object_version_id AS object_version_id,
    o.start AS start,
    o.end AS end
FROM current_findings AS f
INNER JOIN (SELECT * FROM occurrence_log FINAL WHERE fingerprint = {fingerprint:String}) AS o
    ON f.object_version_id = o.object_version_id AND f.scan_id = o.scan_id AND f.identifier = o.identifier
ORDER BY bucket, key, start;
