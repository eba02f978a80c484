import { type Document, documentOf, fill, marked } from './document.ts';
import { englishWords, type People, places } from './pools.ts';
import type { Random } from './random.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `{B}`: a date of birth, `{D}`: another day of those years. First those for training, then those held out. */
const PEOPLE: readonly (readonly string[])[] = [
  [
    '{N},{G},{F},{S},{B},{M},{P}\n',
    '{N};{F};{G};{B};{S};{C}\n',
    '{G},{F},{B},{S},{D},{N}\n',
    '{F},{G}|{S}|{B}|{C}|{N}\n',
    '{G} {F}\t{B}\t{S}\t{P}\n',
    '{G} {F}, {B}, {S}\n',
    '{G} {F} ({B}), {C}\n',
    '{G} {F} (* {B} in {C})\n',
    'Patient {G} {F}, {S}, {B}, MRN {N}, was admitted on {D}.\n',
    'Pt: {F}, {G} {B} {S} seen in clinic on {D}\n',
    '{"firstName":"{G}","lastName":"{F}","gender":"{S}","bd":"{B}","city":"{C}"}\n',
    '{"given":"{G}","family":"{F}","sex":"{S}","dn":"{B}","created":"{D}"}\n',
    "INSERT INTO persons VALUES ({N}, '{G}', '{F}', '{S}', '{B}', '{M}');\n",
    "('{F}', '{G}', '{B}', '{C}', '{P}'),\n",
    'Passenger: {F}/{G} {S} {B} passport {N}\n',
    'Name: {G} {F}\nSex: {S}\nDate: {B}\nNationality: {C}\n',
    'Employee {G} {F}, {S}, aged {A} ({B}), joined on {D}.\n',
    'Insured person: {G} {F}, {B}. Policy {N}.\n',
    'My daughter {G} ({B}) and my son {G} ({B}) are covered too.\n',
    'Dependants: {G} {B}, {G} {B}\n',
    'Kind: {G} {F}, {B}\n',
    'Versicherter {G} {F}, {B}, wohnhaft in {C}\n',
    'M. {G} {F}, le {B} à {C}, de nationalité française\n',
    'Paciente: {G} {F} ({S}) {B} NHC {N}\n',
    'Il sottoscritto {G} {F}, {C} il {B}, residente in {C}\n',
    '<person><given>{G}</given><family>{F}</family><bd>{B}</bd></person>\n',
    'verify identity: {G} {F}, {B}, last four {N}\n',
    'wife {G}, {B}; husband {G}, {B}\n',
  ],
  [
    '{F}, {G}; {S}; {B}; {P}\n',
    '{N}|{G}|{F}|{B}|{S}\n',
    '"{G}","{F}","{M}","{B}","{C}"\n',
    'Resident {G} {F} {B} {S}, room {A}\n',
    '{G} {F} · {S} · {B}\n',
    '{"name":{"first":"{G}","last":"{F}"},"sex":"{S}","bdt":"{B}","phone":"{P}"}\n',
    'The claimant, {G} {F} ({B}), of {C}, says that on {D} he fell.\n',
    'Student: {G} {F}, {B}, class {A}\n',
    'Traveller {F} {G}, {S}, {B}, visa {N}\n',
    'Beneficiary: {G} {F} / {B} / {P}\n',
    "UPDATE members SET given='{G}', family='{F}', bd='{B}' WHERE id={N};\n",
    'baby girl {G} {F} {B} weight 3400 g\n',
    'Assuré : {G} {F}, {B}, {C}\n',
  ],
];

/** No date of birth in them, though people stand beside some. */
const OTHERS: readonly (readonly string[])[] = [
  [
    '{N},{G} {F},{D},{A}.00,paid\n',
    '{N},{W},{D},{D},shipped\n',
    'order_id,customer,order_date,total\n{N},{G} {F},{D},{A}\n',
    'Invoice {N} dated {D}, due {D}\n',
    'Copyright (c) {D} {G} {F}\n',
    ' -- {G} {F} <{M}>  {D}\n',
    '* {D} {G} {F} <{M}> - {A}.2-1\n',
    '## {A}.4.2 ({D})\n',
    'Last modified: {D} by {G} {F}\n',
    'Author: {G} {F}, {D}\n',
    'Signed: {G} {F}   Date: {D}\n',
    'Meeting of {D} with {G} {F} and {G} {F}\n',
    'The contract of {D} between {G} {F} and {W} Ltd.\n',
    '{"user":"{G} {F}","createdAt":"{D}","updatedAt":"{D}"}\n',
    '{"id":{N},"status":"{W}","released":"{D}"}\n',
    '{"invoice":"{N}","customer":"{G} {F}","due":"{D}"}\n',
    "INSERT INTO orders VALUES ({N}, '{G} {F}', '{D}', '{W}');\n",
    "INSERT INTO events VALUES ({N}, '{W}', '{D}');\n",
    '{G} {F} joined {W} on {D} and left on {D}.\n',
    '{G} {F} was hired on {D}.\n',
    '{G} {F} died on {D} in {C}.\n',
    'Payment of {A} EUR received from {G} {F} on {D}\n',
    'Appointment: {G} {F}, {D}, room {A}\n',
    'Dear {G} {F},\nthank you for your letter of {D}.\n',
    '{C}, {D}\n\nDear {G},\n',
    'On {D} the {W} opened in {C}.\n',
    'backup-{D} {N} bytes\n',
    '{D} INFO {W} started by {G}\n',
    '{D},{A}.5,{A}.7,{N}\n',
    '{D};{W};{A}\n',
    'Expires {D}\n',
    'valid from {D} to {D}, holder {G} {F}\n',
    'Reviewed-by: {G} {F} on {D}\n',
    'const release = "{D}";\n',
    'RFC {A}, {W}, {D}\n',
    '{G} {F}, "{W}", {C} Press, {D}\n',
    'Rechnung vom {D} an {G} {F}\n',
    'Facture du {D}, {G} {F}\n',
    '{N},{G},{F},{W},{D},{A}000\n',
    'employee,department,start\n{G} {F},{W},{D}\n',
    'policy {N} of {G} {F} renewed {D}\n',
    'Patient {G} {F} was admitted on {D} and discharged on {D}.\n',
    'Visit {D}: {G} {F} reports {W}.\n',
  ],
  [
    'Ticket {N} opened {D} by {G} {F}\n',
    '{N}|{W}|{D}|{G} {F}|closed\n',
    'ordered {D}, delivered {D}, signed for by {G} {F}\n',
    '{G} {F} <{M}> wrote on {D}:\n',
    'v{A}.1.0, {D}, {G} {F}\n',
    '{"orderId":"{N}","buyer":"{G} {F}","placed":"{D}"}\n',
    'Minutes, {D}. Present: {G} {F}, {G} {F}\n',
    '{G} {F} won the {W} prize on {D}.\n',
    'effective {D}, {G} {F} is appointed director of {W}\n',
    'Statement period {D} - {D}, account of {G} {F}\n',
    'Quittung {D} {G} {F} {A},00 EUR\n',
    '{D}\t{G} {F}\tlogin\n',
    'prescribed by Dr {G} {F} on {D}: {W}\n',
    '"{W}", directed by {G} {F}, first shown {D}\n',
    'date,value\n{D},{A}\n{D},{A}\n',
    '{C} was founded on {D}\n',
    '/* {G} {F}, {D}: {W} */\n',
  ],
];

/** Which texts are written. */
export interface BirthDateTemplates {
  readonly people: readonly string[];
  readonly others: readonly string[];
}

/** One template of so many only decides where the line is drawn: it falls where texts of other kinds are judged well, too. */
const KEPT_BACK = 3;
const isKept = (_: string, at: number): boolean => at % KEPT_BACK === 0;
const chosen = (half: 0 | 1, choose: (template: string, at: number) => boolean): BirthDateTemplates => ({
  people: PEOPLE[half]!.filter(choose),
  others: OTHERS[half]!.filter(choose),
});

export const birthDateTemplates = {
  trained: chosen(0, (template, at) => !isKept(template, at)),
  keptBack: chosen(0, isKept),
  heldOut: chosen(1, () => true),
} as const;

/** Texts with dates of birth that no keyword names, and with other dates. */
export class BirthDateWriter {
  private readonly random: Random;
  private readonly people: People;
  private readonly templates: BirthDateTemplates;

  constructor(random: Random, people: People, templates: BirthDateTemplates) {
    this.random = random;
    this.people = people;
    this.templates = templates;
  }

  document(): Document {
    const { random, templates } = this;
    const writeDate = this.dateForm();
    const sex = random.pick([
      ['M', 'F'],
      ['male', 'female'],
      ['m', 'w'],
      ['Male', 'Female'],
      ['H', 'F'],
    ]);
    const template = random.pick(random.chance(0.45) ? templates.people : templates.others);
    const lines = template.split('\n').length > 2 || random.chance(0.4) ? 1 : random.between(2, 5);
    const text = Array.from({ length: lines }, () =>
      fill(template.replaceAll('{"', '\u0003'), {
        B: () => marked(writeDate(random.between(1_925, 2_017))),
        D: () => writeDate(random.between(random.chance(0.5) ? 2_005 : 1_950, 2_019)),
        G: () => random.pickFrequent(this.people.given),
        F: () => random.pickFrequent(this.people.family),
        S: () => random.pick(sex),
        C: () => random.pick(places.US),
        M: () => `${random.pick(englishWords).toLowerCase()}@example.com`,
        P: () => `+1 555 ${random.digits(3)} ${random.digits(4)}`,
        N: () => random.digits(random.between(3, 8)),
        A: () => String(random.between(1, 96)),
        W: () => random.pick(englishWords),
      }).replaceAll('\u0003', '{"'),
    ).join('');
    return documentOf(text);
  }

  private dateForm(): (year: number) => string {
    const form = this.random.below(7);
    return (year) => {
      const [month, day] = [this.random.between(1, 12), this.random.between(1, 28)];
      const [mm, dd] = [month, day].map((number) => String(number).padStart(2, '0'));
      const name = MONTHS[month - 1]!;
      return [
        `${year}-${mm}-${dd}`,
        `${dd}/${mm}/${year}`,
        `${dd}.${mm}.${year}`,
        `${month}/${day}/${year}`,
        `${day} ${name.slice(0, 3)} ${year}`,
        `${name} ${day}, ${year}`,
        `${year}/${mm}/${dd}`,
      ][form]!;
    };
  }
}
