import type { Severity, SeverityScale } from './data-identifier.ts';

const DESCENDING: readonly Severity[] = ['High', 'Medium', 'Low'];

/** Credentials, account and card numbers, national, social security and taxpayer numbers. */
export const ALWAYS_HIGH: SeverityScale = { High: 1 };
/** Passports and card verification codes. */
export const MEDIUM_THEN_HIGH: SeverityScale = { Medium: 1, High: 2 };
/** Driver's licences, phone numbers, addresses of all kinds. */
export const LOW_TO_HIGH: SeverityScale = { Low: 1, Medium: 2, High: 100 };
/** Taxpayer numbers of organizations in Argentina, Colombia and Mexico, and the SUBE card. */
export const MEDIUM_UNTIL_HUNDRED: SeverityScale = { Medium: 1, High: 100 };
/** Coordinates. */
export const LOW_THEN_MEDIUM: SeverityScale = { Low: 1, Medium: 2 };
/** Vehicle identification numbers. */
export const LOW_UNTIL_HUNDRED: SeverityScale = { Low: 1, Medium: 100 };

/**
 * Severity of `count` occurrences in one object: the highest whose threshold is met, null when none is.
 * Source: Amazon Macie user guide, "Severity scoring for findings".
 */
export function severityOf(scale: SeverityScale, count: number): Severity | null {
  for (const severity of DESCENDING) {
    const threshold = scale[severity];
    if (threshold !== undefined && count >= threshold) return severity;
  }
  return null;
}
