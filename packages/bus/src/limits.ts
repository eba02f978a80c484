/** Largest record (key, value and headers) that the bus carries. A larger one is a fault of its sender, who must split it. */
export const MAX_RECORD_BYTES = 4 * 1024 * 1024;

/** Values of one batch together; a batch has fewer messages when they are large, but always one. */
export const MAX_BATCH_BYTES = 8 * 1024 * 1024;

/**
 * How long the running handler of a partition that moves to another consumer may go on before its signal aborts. On Kafka the
 * whole group waits for it: with the detection of a dead member before it, it decides how long a group stands still.
 */
export const REBALANCE_GRACE_MS = 10_000;
