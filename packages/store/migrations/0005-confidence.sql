-- How much speaks for an occurrence: 1 to 100, 0 where it is not known (found before there was a confidence).
ALTER TABLE occurrence_log ADD COLUMN IF NOT EXISTS confidence UInt8 DEFAULT 0 CODEC(T64, ZSTD(1)) AFTER sample;

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
    ON o.object_version_id = f.object_version_id AND o.scan_id = f.scan_id AND o.identifier = f.identifier;

-- Where one value was found: `SELECT * FROM subject(fingerprint = '…')`. `dowser fingerprint` computes it from the value.
CREATE OR REPLACE VIEW subject AS
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
FROM current_findings AS f
INNER JOIN (SELECT * FROM occurrence_log FINAL WHERE fingerprint = {fingerprint:String}) AS o
    ON f.object_version_id = o.object_version_id AND f.scan_id = o.scan_id AND f.identifier = o.identifier
ORDER BY bucket, key, start;
