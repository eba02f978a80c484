import type { Validator } from '../data-identifier.ts';

/** Latitude then longitude in decimal degrees: within 90 and 180, and not the origin. Source: ISO 6709; WGS 84. */
export const coordinates: Validator = (value) => {
  const [latitude = Number.NaN, longitude = Number.NaN] = (value.match(/[-+]?[0-9]+\.[0-9]+/g) ?? []).map(Number);
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return 'bad-format';
  return latitude === 0 && longitude === 0 ? 'never-issued' : null;
};
