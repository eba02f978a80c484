import { cardPlantable } from './payment-cards.ts';
import { personalNumbers } from './personal-numbers.ts';
import type { Plantable, PlantLedger } from './plantable.ts';
import type { Random } from './random.ts';
import { city, fullName, paragraph, street } from './words.ts';

const QUOTABLE: readonly Plantable[] = [...personalNumbers, cardPlantable];

/** The kinds of value in the `index`th letter: none in one of four, else up to three. */
export function letterPlants(index: number): readonly Plantable[] {
  const first = index * 3;
  return Array.from({ length: index % 4 }, (_, i) => QUOTABLE[(first + i) % QUOTABLE.length]!);
}

/** A letter. Each value stands in a paragraph of its own, far from the next one's keywords. */
export function letter(random: Random, ledger: PlantLedger, plants: readonly Plantable[]): string {
  const sender = fullName(random);
  let text = `${sender}\n${street(random)}\n${city(random)}\n\nDear ${fullName(random)},\n\n`;
  for (const plant of plants) {
    text += `${paragraph(random, 3)} For your files, ${plant.label}: ${ledger.plant(plant, random)}. ${paragraph(random, 2)}\n\n`;
  }
  return `${text}${paragraph(random, 12)}\n\n${paragraph(random, 9)}\n\nWith kind regards,\n${sender}\n`;
}

/** Western European prose that windows-1252 can hold. */
export function accentedLetter(random: Random, ledger: PlantLedger, plants: readonly Plantable[]): string {
  return `Café « Élan », Zürich – straße, año, façade, naïve.\n\n${letter(random, ledger, plants)}`;
}
