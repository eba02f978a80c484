import { kindOf } from '../src/learned/word-lists.ts';
import { type Document, documentOf, fill, marked } from './document.ts';
import {
  CALENDAR,
  EPONYMS,
  INSTITUTIONS,
  INTERFACE,
  KEY_STYLES,
  LEGAL,
  OTHER_KEYS,
  PARTICLES,
  PERSON_KEYS,
} from './name-things.ts';
import { englishWords, foreignWords, type People, places, productWords, properWords } from './pools.ts';
import type { Random } from './random.ts';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const title = (text: string): string => text.replace(/\p{L}[\p{L}'’]*/gu, capital);

/** Where the writer takes its names from, and what it is given to write. */
export interface NameSource {
  readonly people: readonly { readonly from: People; readonly upTo: number }[];
  readonly person: readonly string[];
  readonly other: readonly string[];
  /** Words and names of things: those at even places, or at odd ones. */
  readonly half: 0 | 1;
}

const halves = <T>(list: readonly T[], half: 0 | 1): readonly T[] => list.filter((_, i) => i % 2 === half);

/** Writes texts with names of people, and texts with what only looks like them. */
export class NameWriter {
  private readonly random: Random;
  private readonly source: NameSource;
  private readonly words: readonly string[];
  private readonly things: readonly string[];
  private readonly cities: readonly string[];
  private readonly properNames: readonly string[];

  constructor(random: Random, source: NameSource) {
    this.random = random;
    this.source = source;
    this.words = halves([...englishWords, ...foreignWords.filter((_, i) => i % 4 === 0)], source.half);
    const { products, albums, songs, birds, dogs, dishes, books, publishers } = productWords;
    const lists = [
      ...products,
      ...albums,
      ...songs,
      ...birds,
      ...dogs,
      ...dishes,
      ...books,
      ...publishers,
      ...INTERFACE,
      ...INTERFACE,
    ];
    this.things = halves(
      lists.filter((thing) => / /.test(thing)),
      source.half,
    );
    this.properNames = halves(properWords, source.half);
    this.cities = halves(
      [...places.US, ...places.CA, ...places.DE, ...places.FR, ...places.ES, ...places.IT, ...places.states],
      source.half,
    );
  }

  /** A document, with names in it or without. */
  document(): Document {
    const kind = this.random.next();
    if (kind < 0.33) return documentOf(fill(this.random.pick(this.source.person), this.slots()));
    if (kind < 0.66) return documentOf(fill(this.random.pick(this.source.other), this.slots()));
    if (kind < 0.76) return this.form();
    if (kind < 0.88) return this.table();
    return this.jsonLines();
  }

  private slots(): Readonly<Record<string, () => string>> {
    const { random } = this;
    return {
      P: () => marked(this.name(false)),
      X: () => this.lookalike(),
      C: () => this.company(),
      L: () => random.pick(this.cities),
      T: () => (random.chance(0.5) ? this.lookalike() : random.pick(this.words)),
      D: () => `${random.between(1950, 2026)}-0${random.between(1, 9)}-${random.between(10, 28)}`,
      N: () => random.digits(random.between(1, 7)),
      E: () => `${random.pick(this.words)}.${random.pick(this.words)}@example.com`,
    };
  }

  /** `listed`: as in a column, where capitals and the family name first are usual. */
  private name(listed: boolean): string {
    const { random } = this;
    const draw = random.next();
    const { from: people } = this.source.people.find(({ upTo }) => draw < upTo)!;
    const given = random.chance(0.7) ? random.pickFrequent(people.given) : random.pick(people.given);
    const family = random.chance(0.7) ? random.pickFrequent(people.family) : random.pick(people.family);
    const shape = random.next();
    let name = `${given} ${family}`;
    if (listed && shape < 0.12) return `${family}, ${given}`;
    if (shape > 0.92) name = `${given} ${String.fromCharCode(random.between(65, 90))}. ${family}`;
    else if (shape > 0.88) name = `${given} ${random.pick(PARTICLES)} ${family}`;
    else if (shape > 0.84) name = `${given} ${random.pickFrequent(people.given)} ${family}`;
    else if (shape > 0.81) name = `${given} ${family}-${random.pick(people.family)}`;
    return listed && random.chance(0.1) ? name.toUpperCase() : name;
  }

  private company(): string {
    const { random } = this;
    const family = random.pickFrequent(this.source.people[0]!.from.family);
    const draw = random.next();
    if (draw < 0.3) return `${family} ${random.pick(LEGAL)}`;
    if (draw < 0.5) return `${family} ${random.pick(INSTITUTIONS)}`;
    if (draw < 0.6) return `${family} ${random.pickFrequent(this.source.people[0]!.from.family)} ${random.pick(LEGAL)}`;
    return `${this.word()} ${this.word()} ${random.pick(LEGAL)}`;
  }

  private proper(): string {
    return this.random.pick(this.properNames);
  }

  private word(): string {
    return capital(this.random.pick(this.words));
  }

  /** Capitalised words that are no name of a person. */
  private lookalike(): string {
    for (;;) {
      const made = this.madeUp();
      const words = made.toLowerCase().split(' ');
      // What could as well be a name teaches nothing.
      const isName =
        words.length < 4 &&
        kindOf(words[0]!).given > 0 &&
        kindOf(words.at(-1)!).family + kindOf(words.at(-1)!).given > 0;
      if (!isName) return this.random.chance(0.08) ? made.toUpperCase() : made;
    }
  }

  private madeUp(): string {
    const { random } = this;
    const { given, family } = this.source.people[0]!.from;
    const ways: readonly (() => string)[] = [
      () => title(random.pick(this.things)),
      () => title(random.pick(this.things)),
      () => `${this.word()} ${this.word()}`,
      () => `${this.word()} ${this.word()}`,
      () => `${this.word()} ${this.word()} ${this.word()}`,
      () => `${random.pickFrequent(given)} ${this.word()}`,
      () => `${random.pickFrequent(given)} ${this.word()}`,
      () => `${random.pickFrequent(family)} ${random.pick(EPONYMS)}`,
      () => `${random.pickFrequent(given)} ${random.pick([...EPONYMS, ...INSTITUTIONS])}`,
      () => `${random.pickFrequent(given)} ${random.pickFrequent(family)} ${random.pick(INSTITUTIONS)}`,
      () => `${this.word()} ${random.pickFrequent(family)}`,
      () => `${random.pick(CALENDAR)} ${this.word()}`,
      () => `${this.word()} ${random.pick(CALENDAR)}`,
      () =>
        productWords.jobs
          .map((list) => random.pick(list))
          .slice(random.below(2))
          .join(' '),
      () => random.pick(this.cities),
      () => `${random.pick(this.cities)} ${this.word()}`,
      () => `${random.pick(productWords.makers)} ${random.pick(productWords.models)}`,
      () => this.company(),
      () => `${this.proper()} ${this.proper()}`,
      () => `${this.proper()} ${random.pick(['de', 'di', 'von', 'da', 'e', 'y', 'la', 'del'])} ${this.proper()}`,
      () => `${this.proper()} ${random.pickFrequent(family)}`,
    ];
    return random.pick(ways)();
  }

  /** Keys with values, as in forms, configuration, markup and logs. */
  private form(): Document {
    const { random } = this;
    const style = random.pick(KEY_STYLES);
    const separator = random.pick(['\n', '\n', ' ', ', ', '; ']);
    const lines = Array.from({ length: 4 }, () => {
      const personal = random.chance(0.45);
      const key = random.pick((personal ? PERSON_KEYS : OTHER_KEYS)[this.source.half]);
      return fill(style, {
        k: () => key,
        K: () => key.charAt(0).toUpperCase() + key.slice(1),
        s: () => key.replaceAll(' ', '_'),
        c: () => key.replace(/ (.)/g, (_, letter: string) => letter.toUpperCase()),
        v: () => (personal ? marked(this.name(true)) : this.lookalike()),
      });
    });
    return documentOf(`${lines.join(separator)}\n`);
  }

  private table(): Document {
    const { random } = this;
    const named = random.chance(0.5);
    const personal = named
      ? [
          'name',
          'full_name',
          'customer name',
          'patient',
          'employee',
          'contact_name',
          'client',
          'nombre',
          'nom',
          'cardholder',
        ]
      : ['user', 'who', 'person', 'assigned', 'doctor'];
    const impersonal = [
      'product name',
      'product_name',
      'name',
      'company name',
      'item',
      'title',
      'city',
      'department',
      'category',
      'contact type',
      'client type',
    ];
    const columns = random.shuffled([
      { name: 'id', cell: () => random.digits(5) },
      { name: 'email', cell: this.slots().E! },
      { name: random.pick(impersonal), cell: () => this.lookalike() },
      ...(named || random.chance(0.5) ? [{ name: random.pick(personal), cell: () => marked(this.name(true)) }] : []),
      { name: 'amount', cell: () => random.digits(3) },
    ]);
    const quote = random.chance(0.4);
    const delimiter = random.pick([',', ';', '\t'] as const);
    const cell = (text: string): string => (quote || text.includes(delimiter) ? `"${text}"` : text);
    const rows = Array.from({ length: 4 }, () => columns.map((column) => cell(column.cell())).join(delimiter));
    const text = `${columns.map(({ name }) => name).join(delimiter)}\n${rows.join('\n')}\n`;
    return documentOf(text, { kind: 'delimited', delimiter });
  }

  private jsonLines(): Document {
    const { random } = this;
    const personal = [
      'name',
      'fullName',
      'customerName',
      'patient',
      'employee',
      'contact',
      'client',
      'displayName',
      'user',
      'accountHolder',
    ];
    const impersonal = [
      'productName',
      'name',
      'title',
      'label',
      'company',
      'companyName',
      'city',
      'clientName',
      'displayName',
      'contactType',
    ];
    const lines = Array.from({ length: 3 }, () => {
      const person = {
        id: random.digits(5),
        [random.pick(personal)]: marked(this.name(true)),
        email: this.slots().E!(),
      };
      const thing = { id: random.digits(5), [random.pick(impersonal)]: this.lookalike(), note: this.lookalike() };
      const whole = random.chance(0.5) ? person : random.chance(0.5) ? thing : { order: thing, customer: person };
      return random.chance(0.2) ? JSON.stringify(whole, null, 2) : JSON.stringify(whole);
    });
    return documentOf(lines.join('\n').replaceAll('\\u0001', '\u0001').replaceAll('\\u0002', '\u0002'), {
      kind: 'json',
    });
  }
}
