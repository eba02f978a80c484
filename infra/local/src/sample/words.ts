import type { Random } from './random.ts';

const GIVEN =
  'Ada Bruno Chiara Dmitri Elif Femi Greta Hana Ivo Jules Katya Luis Mina Noor Olga Pablo Quinn Rosa Sven Tariq Uma Vera Wanda Ximena Yara Zoltan'.split(
    ' ',
  );
const FAMILY =
  'Abara Brandt Castillo Duarte Eriksen Fontaine Grigoryan Haddad Ito Jensen Kowal Lindgren Moreau Novak Okafor Petrov Quiroga Rossi Schmid Tanaka Ueda Varga Weiss Yilmaz Zeman'.split(
    ' ',
  );
const CITIES =
  'Aarhus Bergamo Cork Dresden Eindhoven Faro Ghent Halifax Izmir Jena Kaunas Lyon Malaga Nantes Oslo Porto Quito Recife Split Turin Uppsala Varna Wexford York Zadar'.split(
    ' ',
  );
const STREETS =
  'Alder Birch Cedar Dogwood Elm Fir Ginkgo Hazel Ivy Juniper Larch Maple Oak Pine Rowan Spruce Willow'.split(' ');

/** No digits and no identifier's keyword: what stands between planted values must not be found. */
const SENTENCES = [
  'Thank you for your patience while we looked into the matter.',
  'The delivery reached the warehouse on Tuesday and was checked by two colleagues.',
  'Our team will call you back as soon as the replacement part is in stock.',
  'The garden gate was repaired last week and the painters come next month.',
  'We discussed the plan at length and agreed to begin with the smaller building.',
  'Please find the minutes of our meeting below, with the open questions at the end.',
  'The weather kept the boats in the harbour, so the crew mended the nets instead.',
  'Nobody expected the old bridge to be reopened before the summer holidays.',
  'A copy of this letter goes to the regional office for their files.',
  'The library is extending its opening hours during the winter term.',
  'Everything else remains as we agreed in the spring.',
  'Several guests asked about the recipe, and the cook was glad to share it.',
  'The train was late, yet the lecture began on time.',
  'You will hear from us again once the survey of the roof is complete.',
];

export const fullName = (random: Random): string => `${random.pick(GIVEN)} ${random.pick(FAMILY)}`;
export const city = (random: Random): string => random.pick(CITIES);
export const street = (random: Random): string => `${random.between(1, 98)} ${random.pick(STREETS)} Street`;
export const sentence = (random: Random): string => random.pick(SENTENCES);

export const email = (name: string): string => `${name.toLowerCase().replace(' ', '.')}@example.com`;

export function paragraph(random: Random, sentences: number): string {
  let text = sentence(random);
  for (let i = 1; i < sentences; i++) text += ` ${sentence(random)}`;
  return text;
}

/** `YYYY-MM-DD` within 2026. */
export const day = (random: Random): string =>
  `2026-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`;

/** `HH:MM:SS.mmm` */
export function clock(random: Random): string {
  const ms = random.int(86_400_000);
  return new Date(ms).toISOString().slice(11, 23);
}
