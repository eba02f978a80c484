import type { ContextValidator } from '../data-identifier.ts';

/** What CREATE USER, ALTER ROLE, GRANT … TO and their kin have before their IDENTIFIED BY, and prose seldom has. */
const STATEMENT = /\b(?:create|alter|grant|user|role|login)\b|@/i;

/** Refuses what prose says to be identified by somebody. */
export const inStatementOfUser: ContextValidator = (_, { before }) => (STATEMENT.test(before) ? null : 'unlikely');
