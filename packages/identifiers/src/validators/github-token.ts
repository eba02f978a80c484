import type { Validator } from '../data-identifier.ts';
import { entropy } from './entropy.ts';
import { githubChecksum } from './github-checksum.ts';

/** Prefix, underscore and 36 characters: the form whose checksum GitHub has published. */
const CHECKSUMMED = /^gh[a-z]_[0-9A-Za-z]{36}$/;
const PREFIX = /^(?:github_pat|gh[a-z])_/;
const MIN_BITS = 3.6;
const randomEnough = entropy(MIN_BITS, (value) => value.replace(PREFIX, ''));

/** Checks the checksum where its algorithm is published; other forms of token must look random. */
export const githubToken: Validator = (value) =>
  CHECKSUMMED.test(value) ? githubChecksum(value) : randomEnough(value);
