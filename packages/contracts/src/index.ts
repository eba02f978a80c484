export * from './access-event.ts';
export * from './dead-letter.ts';
export * from './ids.ts';
export * from './object-part.ts';
export * from './object-task.ts';
export * from './scan-result.ts';
export * from './topics.ts';
