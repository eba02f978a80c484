/**
 * Prices in US$ of us-east-1, as of 2026. They change: the command takes others.
 * Sources: https://aws.amazon.com/s3/pricing/ (requests, inventory), https://aws.amazon.com/ebs/pricing/ (gp3),
 * https://aws.amazon.com/ec2/pricing/on-demand/ (c7g.2xlarge), https://aws.amazon.com/macie/pricing/.
 */
export interface Prices {
  /** S3 Standard: each 1,000 GET requests. */
  readonly getPerThousand: number;
  /** S3 Inventory: each million objects listed. */
  readonly inventoryPerMillion: number;
  /** A node of NodeKind, per hour. */
  readonly nodeHour: number;
  /** Disk of ClickHouse: each GB (10^9 bytes) and month. */
  readonly diskGbMonth: number;
}

export const PRICES: Prices = {
  getPerThousand: 0.0004,
  inventoryPerMillion: 0.0025,
  nodeHour: 0.29,
  diskGbMonth: 0.08,
};

/** Macie's sensitive data discovery, each month anew: up to so many GB, US$ for each GB. A GB is 2^30 bytes. */
export const MACIE_TIERS: readonly { readonly upToGb: number; readonly perGb: number }[] = [
  { upToGb: 50_000, perGb: 1 },
  { upToGb: 500_000, perGb: 0.5 },
  { upToGb: Number.POSITIVE_INFINITY, perGb: 0.25 },
];

/** What Macie takes for looking at so many bytes within one month, without its free first GB. US$. */
export function maciePrice(bytes: number): number {
  const gb = bytes / 2 ** 30;
  let from = 0;
  let price = 0;
  for (const { upToGb, perGb } of MACIE_TIERS) {
    price += Math.max(0, Math.min(gb, upToGb) - from) * perGb;
    from = upToGb;
  }
  return price;
}
