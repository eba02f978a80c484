import { createSimulatedTables, readSimulated, storeConformance } from '@dowser/testkit';

storeConformance('simulated', async () => {
  let tables = createSimulatedTables();
  return {
    insert: async (table, rows) => tables.insert(table, rows),
    async clear() {
      tables = createSimulatedTables();
    },
    read: async (view, columns) => readSimulated(tables, view, columns),
    close: async () => {},
  };
});
