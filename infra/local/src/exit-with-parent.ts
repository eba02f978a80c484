/**
 * Preloaded (`node --import`) into every process of the embedded stack: ends it when its supervisor is gone, even by kill -9.
 * A process left behind would keep its share of the partitions and starve the next run.
 */
process.on('disconnect', () => process.exit(1));
// The channel alone must not keep a process alive that has finished its work.
process.channel?.unref();
