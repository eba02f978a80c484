import { type AccessEvent, AccessSource, PrincipalType } from '@dowser/contracts';
import { DropReason, drop, emit, type Outcome } from '@dowser/pipeline';
import { type AccessMarkRow, type AccessRow, TWIN_MINUTES } from '@dowser/store';

/** Older events are dropped: the rows of their hour may be gone (they are kept 92 days), and it cannot be computed anew. */
export const ACCESS_DAYS = 90;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const TWIN_MS = TWIN_MINUTES * 60_000;

/** The row of an access event whose text is already well-formed, or why it has none. */
export function accessRow(event: AccessEvent, nowMs: number): Outcome<AccessRow> {
  if (Date.parse(event.eventTime) < nowMs - ACCESS_DAYS * DAY_MS) return drop(DropReason.TooOld);
  return emit({
    event_time: event.eventTime,
    bucket: event.bucket,
    event_id: event.eventId,
    source: event.source,
    rank: event.principalType === PrincipalType.Account ? 0 : 1,
    principal: event.principal,
    principal_type: event.principalType,
    account: event.account,
    source_address: event.sourceAddress,
    source_network: event.sourceNetwork,
    user_agent_family: event.userAgentFamily,
    action: event.action,
    action_class: event.actionClass,
    is_call: event.isCall,
    key: event.key,
    bytes_out: event.bytesOut,
    error_code: event.errorCode,
    tls_version: event.tlsVersion,
    authentication: event.authentication,
    anonymous: event.anonymous,
    facts: event.facts ?? [],
  });
}

/**
 * The hours that these rows change: their own, and for CloudTrail's rows near its edge the one beyond it, where the access log
 * may have put the same request.
 */
export function marksOf(rows: readonly AccessRow[]): readonly AccessMarkRow[] {
  const hours = new Set<number>();
  for (const { event_time, source } of rows) {
    const atMs = Date.parse(event_time);
    const reachMs = source === AccessSource.CloudTrail ? TWIN_MS : 0;
    for (const ms of [atMs - reachMs, atMs, atMs + reachMs]) hours.add(Math.floor(ms / HOUR_MS) * HOUR_MS);
  }
  return [...hours].sort((a, b) => a - b).map((ms) => ({ hour: new Date(ms).toISOString(), marks: 1 }));
}
