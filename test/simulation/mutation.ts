import type { OnInsert, SimulatedBroker, SimulatedTables } from '@dowser/testkit';
import type { Ports, ServiceName } from './services.ts';

/** A bug planted into a port, an adapter or what a step does with them. */
export interface Mutation {
  /** The ports that are different in processes of this service. */
  readonly ports?: (ports: Ports, service: ServiceName) => Partial<Ports>;
  readonly broker?: (broker: SimulatedBroker) => Partial<SimulatedBroker>;
  readonly tables?: (onInsert?: OnInsert) => SimulatedTables;
}
