import { type Random, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

/** Common names of several countries, of which a register would be full. */
const GIVEN =
  'Emma Noah Olivia Liam Sophie Lukas Hannah Felix Camille Hugo Giulia Matteo Lucia Pablo Maria Daniel Sarah Thomas Laura Peter'.split(
    ' ',
  );
const FAMILY =
  'Smith Johnson Brown Taylor Wilson Müller Schmidt Weber Martin Bernard Dubois Rossi Russo Bianchi Garcia Lopez Fernandez Miller Davis Clark'.split(
    ' ',
  );

const name = (random: Random): string =>
  random.pick([
    () => `${random.pick(GIVEN)} ${random.pick(FAMILY)}`,
    () => `${random.pick(GIVEN)} ${textOf(random, '[A-LN-TW]')}. ${random.pick(FAMILY)}`,
    () => `${random.pick(GIVEN)} ${random.pick(FAMILY)}-${random.pick(FAMILY)}`,
  ])();

/** Places with a postcode of theirs. Source: the countries' postal services. */
const PLACES: readonly (readonly [string, ...string[]])[] = [
  [
    '## (Oak Street|Maple Avenue|Cedar Lane|Lake Drive), ',
    'Portland, OR 972[0-3]#',
    'Austin, TX 787[0-5]#',
    'Denver, CO 802[0-2]#',
    'Seattle, WA 981[0-3]#',
  ],
  ['### (King Street|Queen Street|Main Street), ', 'Ottawa, ON K1A 0[AB]#', 'Vancouver, BC V6B 1[AB]#'],
  [
    '## (High Street|Church Road|Station Road|Mill Lane), ',
    'London SW1A 2A[AB]',
    'Leeds LS1 4[AB][AB]',
    'Bristol BS1 5[AB][AB]',
  ],
  [
    '(Bahnhofstraße|Hauptstraße|Lindenallee|Gartenweg|Am Marktplatz) [1-9]#, ',
    '101[0-7]# Berlin',
    '803[0-3]# München',
    '2009# Hamburg',
  ],
  [
    '## (rue de la Paix|avenue Victor Hugo|boulevard Voltaire), ',
    '7500[1-9] Paris',
    '6900[1-9] Lyon',
    '1300[1-9] Marseille',
  ],
  [
    '(Calle Mayor|Calle de Serrano|Avenida de América) [1-9]#, ',
    '2800[1-9] Madrid',
    '4600[1-9] Valencia',
    '0800[1-9] Barcelona',
  ],
  [
    '(Via Roma|Via Garibaldi|Corso Italia|Viale Monza) [1-9]#, ',
    '0018[4-7] Roma',
    '2012[1-9] Milano',
    '5012[1-9] Firenze',
  ],
  ['[1-9]# (George Street|Collins Street|Park Avenue), ', 'Sydney NSW 2000', 'Melbourne VIC 3000'],
];

function address(random: Random): string {
  const [street, ...towns] = random.pick(PLACES);
  return textOf(random, street) + textOf(random, random.pick(towns));
}

function day(random: Random): string {
  const [year, month, date] = [random.between(1940, 2005), textOf(random, '0[1-9]'), textOf(random, '[12]#')];
  return random.pick([`${year}-${month}-${date}`, `${date}/${month}/${year}`, `${date}.${month}.${year}`]);
}

/** A line of a register, with its date of birth under no name. */
function record(random: Random): string {
  const sex = random.pick(['F', 'M']);
  return random.pick([
    () => `${random.digits(5)} ${name(random)} ${sex} ${day(random)}`,
    () => `patient ${name(random)}, ${sex === 'F' ? 'female' : 'male'}, ${day(random)}`,
    () => `passenger: ${name(random)} ${sex} ${day(random)}`,
  ])();
}

/** What no check digit tells; found by a learned scorer, which `npm run eval:learned` measures at length. */
export const people: readonly Subject[] = [
  subject('NAME', 'learned', 'full name; patient; customer name; contact name; employee', name, {
    miss: (random) =>
      textOf(
        random,
        random.pick(['release of Monday Morning', 'Quick Start Guide, Version ##', 'Error Handling in Node']),
      ),
  }),
  subject('ADDRESS', 'learned', 'address; billing address; Anschrift; adresse', address, {
    miss: (random) =>
      textOf(
        random,
        random.pick([
          '## items of Oak Street, aisle #####',
          'Main Street Market, phase ##',
          'row ## of table #####, Paris',
        ]),
      ),
  }),
  subject('DATE_OF_BIRTH_(NO_KEYWORD)', 'learned', '', record, {
    miss: (random) =>
      textOf(
        random,
        random.pick([
          'released 20[01]#-0[1-9]-1#',
          'version of 1#/0[1-9]/20[01]#',
          'build ##### done 20[01]#-0[1-9]-2#',
        ]),
      ),
  }),
];
