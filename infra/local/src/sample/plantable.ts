import type { Random } from './random.ts';

/** A kind of sensitive value the sample can hold. Every value is synthetic, with valid check characters. */
export interface Plantable {
  /** The data identifier that must report it. */
  readonly identifier: string;
  /** A column name or JSON key that holds one of the identifier's keywords. */
  readonly field: string;
  /** The same in prose, to stand within 30 characters before the value. */
  readonly label: string;
  make(random: Random): string;
}

/** What the recommended identifiers must report of an object, by identifier. */
export interface Planted {
  readonly identifier: string;
  readonly count: number;
}

export class PlantLedger {
  readonly #counts = new Map<string, number>();

  add(identifier: string, count = 1): void {
    this.#counts.set(identifier, (this.#counts.get(identifier) ?? 0) + count);
  }

  /** Makes one value and counts it. */
  plant(plantable: Plantable, random: Random): string {
    this.add(plantable.identifier);
    return plantable.make(random);
  }

  planted(): Planted[] {
    return [...this.#counts].map(([identifier, count]) => ({ identifier, count })).sort(byIdentifier);
  }
}

const byIdentifier = (a: Planted, b: Planted): number => (a.identifier < b.identifier ? -1 : 1);
