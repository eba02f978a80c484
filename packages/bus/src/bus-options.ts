/** What both adapters take. Every time has a default that suits production; tests shorten them. */
export interface BusOptions {
  /** Names this process in the broker's logs; default `dowser`. */
  readonly clientId?: string;
  /** A consumer silent for this long is taken for dead and its partitions go to others. Default 10 s. */
  readonly sessionTimeoutMs?: number;
  /** How long a running handler may go on when its partition moves away; default REBALANCE_GRACE_MS. */
  readonly rebalanceGraceMs?: number;
  /** Told, in words for a person, of what the bus survives by itself: lost connections, lost leases, rebalances. */
  readonly onNotice?: (text: string) => void;
}
