import type { Validator } from '../data-identifier.ts';

const MAX_LOCAL_PART = 64;
const MAX_LABEL = 63;

/** Dots separate non-empty parts, and no label of the domain begins or ends with a hyphen. Source: RFC 5321 sections 4.1.2 and 4.5.3.1, RFC 1035. */
export const emailAddress: Validator = (value) => {
  const at = value.lastIndexOf('@');
  const local = value.slice(0, Math.max(at, 0));
  if (at < 1 || local.length > MAX_LOCAL_PART || local.split('.').includes('')) return 'bad-format';
  const labels = value.slice(at + 1).split('.');
  const sound = labels.every(
    (label) => /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(label) && label.length <= MAX_LABEL,
  );
  return sound && labels.length > 1 ? null : 'bad-format';
};
