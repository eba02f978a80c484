import {
  type AddressCountry,
  AUSTRALIAN_STATES,
  BRITISH_AREAS,
  isPostcodeOf,
  PROVINCES,
  STATES,
} from '../src/validators/postal-region.ts';
import { type Document, documentOf, fill, marked } from './document.ts';
import { englishWords, type People, places, productWords } from './pools.ts';
import type { Random } from './random.ts';

const ENGLISH_STREETS =
  'Street St St. Avenue Ave Ave. Road Rd Rd. Boulevard Blvd Drive Dr Lane Ln Way Court Ct Place Pl Square Terrace Parkway Pkwy Highway Circle Trail Close Crescent Gardens Grove Hill Row Walk'.split(
    ' ',
  );
const UNITS = ['Apt', 'Apt.', 'Suite', 'Unit', '#', 'Floor', 'Ste', 'Flat'] as const;
const CITIES: Readonly<Record<AddressCountry, readonly string[]>> = {
  US: places.US,
  CA: places.CA,
  AU: 'Sydney,Melbourne,Brisbane,Perth,Adelaide,Hobart,Darwin,Canberra,Newcastle,Geelong,Cairns,Parramatta,Bondi Beach,Fremantle,Ballarat,Toowoomba,Surry Hills,Chatswood,Ipswich,Mandurah'.split(
    ',',
  ),
  GB: 'London,Birmingham,Manchester,Leeds,Glasgow,Edinburgh,Bristol,Cardiff,Belfast,Liverpool,Sheffield,Norwich,Oxford,Cambridge,York,Bath,Exeter,Plymouth,Reading,Brighton,Milton Keynes,Stoke on Trent,St Albans,Kingston upon Hull'.split(
    ',',
  ),
  DE: places.DE,
  FR: places.FR,
  ES: places.ES,
  IT: places.IT,
};
const STREETS = {
  DE: ['straße', 'str.', 'weg', 'platz', 'allee', 'gasse', 'ufer', 'ring', 'damm', 'strasse'],
  FR: ['rue', 'avenue', 'boulevard', 'place', 'chemin', 'allée', 'impasse', 'quai', 'Rue', 'Avenue', 'voie', 'AVENUE'],
  ES: ['Calle', 'C/', 'Avenida', 'Avda.', 'Plaza', 'Paseo', 'Camino', 'Ronda', 'Glorieta', 'Pasaje', 'CALLE'],
  IT: ['Via', 'Viale', 'Piazza', 'Corso', 'Largo', 'Vicolo', 'Strada', 'VIA'],
} as const;

const POSITIVE = [
  [
    '{A}',
    '{A}\n',
    'Address: {A}\n',
    'Ship to:\n{P}\n{A}\n',
    '{P}, {A}\n',
    'lives at {A} since {N}.',
    'Billing address: {A}, phone {N}\n',
    'The office at {A} is closed.',
    '<address>{A}</address>\n',
    '{"name":"{P}","address":"{J}"}\n',
    'id,address,name\n{N},"{J}",{P}\n',
    'Anschrift: {A}\n',
    'Adresse : {A}\n',
    'Dirección: {A}\n',
    'Indirizzo: {A}\n',
    'Please send the parcel to {A}. Thank you.',
    "INSERT INTO people VALUES ({N}, '{P}', '{J}');\n",
    'address: {J}\n',
    'Dear {P},\nwe visited {A} on Monday.\n',
    '{P}\n{A}\n\nDear Sir or Madam,\n',
    '{N}|{P}|{J}|{N}\n',
  ],
  [
    'Residence: {A}\n',
    'moved from {A} to {A}\n',
    'Return to sender, {A}\n',
    'addr="{J}" tel={N}\n',
    '<street>{J}</street>\n',
    'Delivery failed for {A} (order {N})\n',
    'Employer {P}, {A}, employs {N} people.\n',
    'Patient {P} of {A} was admitted.\n',
    'Wohnhaft: {A}\n',
    'domicilié {A}\n',
    'con domicilio en {A}\n',
    'residente in {A}\n',
    'LOC {J} END\n',
    'store #{N}: {J}\n',
  ],
] as const;

/** {B} has the form of an address, but is none. */
const NEGATIVE = [
  [
    '{B}',
    '{B}\n',
    'Items: {B}\n',
    'see {B} for details',
    'results: {B}, {N}\n',
    '| {B} |\n',
    'log {N} {B} ok\n',
    'id,item\n{N},"{B}"\n',
    '{"note":"{B}"}\n',
    'version {B}\n',
    'The {B} is new.',
    'score {B}; {N}\n',
    'part {B}\n',
    '<td>{B}</td>\n',
  ],
  ['ref {B} end\n', 'total: {B}\n', 'model {B} (new)\n', 'chapter {B}\n', 'ticker {B} up {N}\n', 'batch={B}\n'],
] as const;

/** Writes texts with postal addresses, and texts with what only has their form. */
export class AddressWriter {
  private readonly random: Random;
  private readonly people: People;
  private readonly half: 0 | 1;

  constructor(random: Random, people: People, half: 0 | 1) {
    this.random = random;
    this.people = people;
    this.half = half;
  }

  document(): Document {
    const { random } = this;
    const positive = random.chance(0.55);
    const template = random.pick<string>((positive ? POSITIVE : NEGATIVE)[this.half]);
    return documentOf(
      fill(template, {
        A: () => marked(this.address(true)),
        J: () => marked(this.address(false)),
        B: () => this.lookalike(),
        P: () => `${random.pickFrequent(this.people.given)} ${random.pickFrequent(this.people.family)}`,
        N: () => random.digits(random.between(1, 7)),
      }),
    );
  }

  private address(lines: boolean): string {
    const { random } = this;
    const country = random.pick(['US', 'US', 'US', 'CA', 'AU', 'GB', 'GB', 'DE', 'FR', 'ES', 'IT'] as const);
    const separator = lines && random.chance(0.3) ? '\n' : random.chance(0.9) ? ', ' : ' ';
    const house = String(random.between(1, random.chance(0.3) ? 9_999 : 250));
    const cities = CITIES[country].filter((_, i) => i % 2 === this.half || CITIES[country].length < 60);
    const city = random.pick(cities);
    const name = random.chance(0.6) ? random.pickFrequent(this.people.family) : this.word();
    const { region, code } = this.tail(country);
    if (country === 'DE') {
      const street = random.chance(0.6)
        ? `${name}${random.pick(STREETS.DE)}`
        : `${name}er ${random.pick(['Straße', 'Allee', 'Platz', 'Ufer', 'Chaussee', 'Ring'])}`;
      return `${street} ${house}${separator.trim() === '' && separator !== '\n' ? ', ' : separator}${code} ${city}`;
    }
    if (country === 'FR')
      return `${house}${random.chance(0.2) ? ',' : ''} ${random.pick(STREETS.FR)} ${random.pick(['de la ', 'du ', '', '', ''])}${name}${separator}${code} ${city}`;
    if (country === 'ES')
      return `${random.pick(STREETS.ES)} ${random.pick(['de ', 'del ', '', ''])}${name}${random.chance(0.4) ? ',' : ''} ${house}${separator}${code} ${city}`;
    if (country === 'IT')
      return `${random.pick(STREETS.IT)} ${name}${random.chance(0.3) ? ',' : ''} ${house}${separator}${code} ${city}`;
    const direction = random.chance(0.15) ? `${random.pick(['N', 'S', 'E', 'W', 'North', 'West'])} ` : '';
    const ordinary = random.chance(0.85)
      ? `${name} ${random.pick(ENGLISH_STREETS)}`
      : random.chance(0.5)
        ? `${random.between(1, 99)}th ${random.pick(ENGLISH_STREETS)}`
        : random.pick(['Broadway', name]);
    const unit = random.chance(0.2)
      ? `${random.chance(0.5) ? ', ' : ' '}${random.pick(UNITS)} ${random.between(1, 40)}`
      : '';
    const street = `${house} ${direction}${ordinary}${unit}${separator}${city}`;
    if (country === 'GB') return `${street}${random.pick([', ', ' ', separator])}${code}`;
    return `${street}${country === 'AU' ? ' ' : random.pick([', ', ', ', ' '])}${region} ${code}`;
  }

  /** A region with a postcode that is in use there. */
  private tail(country: AddressCountry): { readonly region: string; readonly code: string } {
    const { random } = this;
    const letters = 'ABCEGHJKLMNPRSTVWXYZ';
    const letter = (): string => letters.charAt(random.below(letters.length));
    for (;;) {
      const region =
        country === 'US'
          ? random.pick(STATES)
          : country === 'CA'
            ? random.pick(PROVINCES)
            : country === 'AU'
              ? random.pick(AUSTRALIAN_STATES)
              : '';
      let code = random.digits(country === 'AU' ? 4 : 5);
      if (country === 'CA')
        code = `${letter()}${random.digits(1)}${letter()} ${random.digits(1)}${letter()}${random.digits(1)}`;
      if (country === 'CA' && /[WZ]/.test(code)) continue;
      if (country === 'GB')
        code = `${random.pick(BRITISH_AREAS)}${random.between(1, 20)} ${random.digits(1)}${random.pick([...'ABDEFGHJLNPQRSTUWXYZ'])}${random.pick([...'ABDEFGHJLNPQRSTUWXYZ'])}`;
      if (isPostcodeOf(country, region, code)) return { region, code };
    }
  }

  private lookalike(): string {
    const { random } = this;
    const count = random.between(1, 4);
    const words = Array.from({ length: count }, () =>
      random.chance(0.25) ? random.pick(productWords.products) : this.word(),
    ).join(' ');
    const second = random.chance(0.5) ? `, ${this.word()}${random.chance(0.5) ? ` ${this.word()}` : ''}` : '';
    const first = `${random.chance(0.3) ? random.between(1980, 2030) : random.between(1, 5_000)} ${words}${second}`;
    const country = random.pick(['US', 'US', 'CA', 'AU', 'GB', 'FR', 'IT', 'ES', 'DE'] as const);
    const { region, code } = this.tail(country);
    if (country === 'FR')
      return `${random.between(1, 99)} ${random.pick(['place', 'route', 'cours', 'passage', 'square'])} ${words} ${code} ${this.word()}`;
    if (country === 'IT')
      return `${random.pick(['Via', 'via', 'corso'])} ${words} ${random.between(1, 99)} ${code} ${this.word()}`;
    if (country === 'ES')
      return `${random.pick(['plaza', 'C/', 'Camino'])} ${words} ${random.between(1, 99)}, ${code} ${this.word()}`;
    if (country === 'DE')
      return `${this.word()}${random.pick(['platz', 'weg ', 'damm'])} ${random.between(1, 99)}, ${code} ${this.word()}`;
    return `${first}${random.pick([', ', ' '])}${region === '' ? '' : `${region} `}${code}`;
  }

  private word(): string {
    const word = this.random.pick(englishWords.filter((_, i) => i % 2 === this.half));
    return word.charAt(0).toUpperCase() + word.slice(1);
  }
}
