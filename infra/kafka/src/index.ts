export * from './free-port.ts';
export * from './kafka-availability.ts';
export * from './kafka-for-tests.ts';
export * from './start-kafka.ts';
