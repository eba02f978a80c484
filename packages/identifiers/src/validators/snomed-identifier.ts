import type { Validator } from '../data-identifier.ts';
import { verhoeff } from './verhoeff.ts';

/** Partition identifiers that are issued: concepts, descriptions, relationships; of the core and of extensions. */
const PARTITIONS = ['00', '01', '02', '10', '11', '12'];

/** The two digits before the last say what kind of component it is; the last is a Verhoeff check. Source: SNOMED CT release file specification, "SNOMED CT identifiers". */
export const snomedIdentifier: Validator = (value) =>
  PARTITIONS.includes(value.slice(-3, -1)) ? verhoeff(value) : 'bad-format';
