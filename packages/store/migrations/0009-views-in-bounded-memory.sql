-- The views that look at every object, in a memory that does not grow with them: joined in the order in which the tables lie, so that
-- no side of a join is held; distinct keys are counted by groups that can go to disk, instead of in one state.

CREATE OR REPLACE VIEW current_findings AS
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
FROM
(
    SELECT scan.*
    FROM (SELECT * FROM scan_log FINAL WHERE notEmpty(findings.identifier)) AS scan
    INNER JOIN (SELECT bucket, key, object_version_id FROM objects WHERE NOT removed) AS existing
        USING (bucket, key, object_version_id)
    SETTINGS join_algorithm = 'full_sorting_merge'
)
ARRAY JOIN
    findings.identifier AS identifier,
    findings.category AS category,
    findings.severity AS severity,
    findings.count AS count;

CREATE OR REPLACE VIEW by_bucket AS
SELECT
    bucket,
    count() AS objects,
    countIf(high) AS high_objects,
    countIf(medium) AS medium_objects,
    countIf(low) AS low_objects,
    sum(findings_of_key) AS findings,
    sum(occurrences_of_key) AS occurrences,
    arraySort(groupUniqArrayArray(categories_of_key)) AS categories
FROM
(
    SELECT
        bucket,
        max(severity = 'High') AS high,
        max(severity = 'Medium') AS medium,
        max(severity = 'Low') AS low,
        count() AS findings_of_key,
        sum(count) AS occurrences_of_key,
        groupUniqArray(category) AS categories_of_key
    FROM current_findings
    GROUP BY bucket, key
)
GROUP BY bucket
ORDER BY high_objects DESC, medium_objects DESC, low_objects DESC, occurrences DESC, bucket;

CREATE OR REPLACE VIEW riskiest_prefixes AS
SELECT
    bucket,
    extract(key, '(?s)^(.*/)') AS prefix,
    count() AS objects,
    sum(high) AS high_findings,
    sum(medium) AS medium_findings,
    sum(low) AS low_findings,
    sum(occurrences_of_key) AS occurrences,
    arraySort(groupUniqArrayArray(identifiers_of_key)) AS identifiers
FROM
(
    SELECT
        bucket,
        key,
        countIf(severity = 'High') AS high,
        countIf(severity = 'Medium') AS medium,
        countIf(severity = 'Low') AS low,
        sum(count) AS occurrences_of_key,
        groupUniqArray(identifier) AS identifiers_of_key
    FROM current_findings
    GROUP BY bucket, key
)
GROUP BY bucket, prefix
ORDER BY high_findings DESC, medium_findings DESC, low_findings DESC, occurrences DESC, bucket, prefix;

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
    SETTINGS join_use_nulls = 0, join_algorithm = 'full_sorting_merge'
)
GROUP BY bucket
ORDER BY bucket;
