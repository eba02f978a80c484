import type { Form } from './form.ts';

/** Constants of Park and Miller's generator: examples are the same in every run and on every machine. */
const MULTIPLIER = 48_271;
const MODULUS = 0x7fff_ffff;

function seedOf(text: string): number {
  let seed = 1;
  for (const character of text) seed = (seed * 31 + character.codePointAt(0)!) % MODULUS;
  return seed;
}

/** Text of `length` characters drawn from `characters`: random to the eye, the same for the same seed, a secret of nobody. */
export function syntheticText(characters: string, length: number, seed: string): string {
  let state = seedOf(seed) || 1;
  let text = '';
  for (let place = 0; place < length; place++) {
    state = (state * MULTIPLIER) % MODULUS;
    text += characters[Math.floor((state / MODULUS) * characters.length)];
  }
  return text;
}

/** A synthetic value of the form, its runs as short as they may be. Put together at run time, so that nothing takes this repository for one that holds a secret. */
export function specimen(form: Form, seed: string): string {
  return form
    .map((piece, place) =>
      typeof piece === 'string' ? piece : syntheticText(piece.alphabet.characters, piece.least, `${seed} ${place}`),
    )
    .join('');
}

/** The form as documentation prints it: every run one character repeated. */
export function placeholder(form: Form): string {
  return form
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const { characters } = piece.alphabet;
      const filler = ['x', 'X'].find((character) => characters.includes(character)) ?? characters[0]!;
      return filler.repeat(piece.least);
    })
    .join('');
}
