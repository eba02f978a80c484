-- The views of 0002 and 0005 that must know which version of a key is its current one, for ledgers of many objects: joined by
-- bucket and key, so that a condition on these reaches every table's primary key; and no side of a join holds all objects
-- where those with findings are enough.

CREATE OR REPLACE VIEW current_findings AS
SELECT f.*
FROM findings AS f
LEFT SEMI JOIN
(
    SELECT bucket, key, object_version_id
    FROM objects
    LEFT SEMI JOIN (SELECT bucket, key, object_version_id FROM scan_log FINAL WHERE notEmpty(findings.identifier)) AS found
        USING (bucket, key, object_version_id)
    WHERE NOT removed
) AS existing
    USING (bucket, key, object_version_id);

-- Every occurrence of the current scan of each object version.
CREATE OR REPLACE VIEW occurrences AS
SELECT
    o.bucket AS bucket,
    o.key AS key,
    o.object_version_id AS object_version_id,
    o.identifier AS identifier,
    f.category AS category,
    f.severity AS severity,
    o.confidence AS confidence,
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
    ON o.bucket = f.bucket AND o.key = f.key
    AND o.object_version_id = f.object_version_id AND o.scan_id = f.scan_id AND o.identifier = f.identifier;

-- Where one value was found: `SELECT * FROM subject(fingerprint = '…')`. `dowser fingerprint` computes it from the value.
CREATE OR REPLACE VIEW subject AS
WITH places AS (SELECT bucket, key FROM occurrence_log WHERE fingerprint = {fingerprint:String})
SELECT
    f.bucket AS bucket,
    f.key AS key,
    o.line AS line,
    o.column AS column,
    f.identifier AS identifier,
    f.severity AS severity,
    o.confidence AS confidence,
    o.sample AS sample,
    f.scanned_at AS scanned_at,
    f.object_version_id AS object_version_id,
    o.start AS start,
    o.end AS end
FROM (SELECT * FROM findings WHERE (bucket, key) IN places) AS f
INNER JOIN (SELECT * FROM occurrence_log FINAL WHERE fingerprint = {fingerprint:String}) AS o
    ON f.object_version_id = o.object_version_id AND f.scan_id = o.scan_id AND f.identifier = o.identifier
WHERE f.object_version_id IN (SELECT object_version_id FROM objects WHERE (bucket, key) IN places AND NOT removed)
ORDER BY bucket, key, start;

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
    FROM (SELECT bucket, object_version_id, size FROM objects WHERE NOT removed) AS o
    LEFT JOIN (SELECT bucket, object_version_id, verdict, reason FROM scan_log FINAL) AS s
        ON o.bucket = s.bucket AND o.object_version_id = s.object_version_id
    SETTINGS join_use_nulls = 0, join_algorithm = 'grace_hash'
)
GROUP BY bucket
ORDER BY bucket;
