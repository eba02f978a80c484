import { icaoDigit, spanishLetter, trying } from '../check-digits.ts';
import { type Random, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

const ENGLISH = "driver's license; driving licence; Driver License; drivers license number; driver licence";

function licence(country: string, names: string, ...forms: readonly string[]): Subject {
  return subject(`${country}DRIVERS_LICENSE`, 'format', names, (random) => textOf(random, random.pick(forms)));
}

function passport(country: string, names: string, ...forms: readonly string[]): Subject {
  return subject(`${country}_PASSPORT_NUMBER`, 'format', names, (random) => textOf(random, random.pick(forms)));
}

const GERMAN = '[0-9CFGHJKLMNPRTVWXYZ]{8}';
const german =
  (series: string) =>
  (random: Random): string => {
    const body = textOf(random, `${series}[0-9]${GERMAN.replace('{8}', '{7}')}`);
    return body + (random.chance(0.6) ? icaoDigit(body) : '');
  };

const two = (value: number): string => String(value).padStart(2, '0');
const birth = (random: Random): readonly [string, string, string] => [
  two(random.between(40, 99)),
  two(random.between(1, 12)),
  two(random.between(1, 28)),
];

function ukLicence(random: Random): string {
  const [year, month, day] = birth(random);
  const surname = random.pick(['MORGA', 'SMITH', 'FOX99', 'LEE99', 'JONES', 'KHAN9']);
  const female = random.chance(0.5) ? String(Number(month) + 50) : month;
  const first = `${surname}${year[0]}${female}${day}${year[1]}${random.pick(['SM', 'J9', 'AB'])}9${random.text('ABCDEFGHJKLMNPRSTUVWXYZ', 2)}`;
  return random.chance(0.3) ? `${first} ${random.digits(2)}` : first;
}

function germanLicence(random: Random): string {
  const body = textOf(random, '[B-N][0-9]#[0-9A-Z]{6}');
  const sum = [...body].reduce((total, one, place) => total + Number.parseInt(one, 36) * (9 - place), 0);
  const check = sum % 11;
  return `${body}${check === 10 ? 'X' : check}${random.between(1, 9)}`;
}

function finnish(random: Random): string {
  const [year, month, day] = birth(random);
  const serial = String(random.between(2, 899)).padStart(3, '0');
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(`${day}${month}${year}${serial}`) % 31);
  return `${day}${month}${year}-${serial}${check}`;
}

function swedish(random: Random): string {
  const body = `${birth(random).join('')}${random.digits(3)}`;
  const check = trying([...'0123456789'], (digit) => {
    const sum = [...body, digit].reduce((total, one, place) => {
      const product = Number(one) * (place % 2 === 0 ? 2 : 1);
      return total + Math.floor(product / 10) + (product % 10);
    }, 0);
    return sum % 10 === 0;
  })!;
  return `${random.chance(0.4) ? '19' : ''}${body.slice(0, 6)}${random.pick(['-', '-', ''])}${body.slice(6)}${check}`;
}

/** Formats that the states publish, each with the state. */
const STATES: readonly string[] = [
  '[A-Z]#######', // California
  '[A-Z]###-###-##-###-#', // Florida
  '[A-Z]###-####-####', // Illinois
  '####-##-####', // Indiana
  '[A-Z]##-##-####', // Kansas
  '[A-Z]-###-###-###-###', // Maryland
  '[A-Z]########', // Massachusetts
  '[A-Z] ### ### ### ###', // Michigan
  '[A-Z]#### ##### #####', // New Jersey
  '### ### ###', // New York
  '[A-Z]{3}-##-####', // North Dakota
  '[A-Z]{2}######', // Ohio
  '## ### ###', // Pennsylvania
  '########', // Texas
  'WDL[0-9A-Z]{9}', // Washington
  '[A-Z]###-####-####-##', // Wisconsin
];

export const documents: readonly Subject[] = [
  licence('', ENGLISH, ...STATES),
  licence(
    'CANADA_',
    `${ENGLISH}; permis de conduire`,
    '[A-Z]####-#####-#####',
    '[A-Z]####-######-##',
    '######-###',
    '#######',
    '[A-Z]{5}#########',
  ),
  licence('AUSTRALIA_', ENGLISH, '########', '### ### ###', '#########', '[A-Z]#####', '######'),
  subject('UK_DRIVERS_LICENSE', 'format', ENGLISH, ukLicence),
  licence(
    'INDIA_',
    'driving licence; Driving License; driver licence',
    '(MH|DL|KA|TN|UP|GJ)## 20(0|1|2)########',
    '(MH|DL|KA|TN)-##20(0|1)########',
    '(HR|WB|PB)##19(8|9)########',
  ),
  licence('AUSTRIA_', 'Führerschein; Fuhrerschein', '########'),
  licence('BELGIUM_', 'rijbewijs; rijbewijsnummer; Führerscheinnummer; permis de conduire', '##########'),
  licence('BULGARIA_', 'свидетелство за управление на МПС; шофьорска книжка', '#########'),
  licence('CROATIA_', 'vozačka dozvola; Vozačka dozvola', '########'),
  licence('CYPRUS_', 'άδεια οδήγησης; Άδεια Οδήγησης', '############'),
  licence(
    'CZECHIA_',
    'řidičský průkaz; číslo řidičského průkazu; povolení řidiče',
    '[A-Z]{2}######',
    '[A-Z]{2} ######',
  ),
  licence('DENMARK_', 'kørekort; Kørekortnummer', '########'),
  licence('ESTONIA_', 'juhiluba; juhiloa number', 'ET######'),
  subject('FINLAND_DRIVERS_LICENSE', 'checksum', 'ajokortti; körkort; ajokortin numero', finnish),
  licence('FRANCE_', 'permis de conduire; Permis de conduire', '############'),
  subject('GERMANY_DRIVERS_LICENSE', 'checksum', 'Führerschein; Führerscheinnummer; Führerschein-Nr', germanLicence, {
    checkLast: false,
  }),
  licence('GREECE_', 'άδεια οδήγησης; adeia odigisis', '#########'),
  licence('HUNGARY_', 'jogosítvány; vezetői engedély', '[A-Z]{2}######'),
  licence('IRELAND_', 'ceadúnas tiomána', '#########', '######[A-Z]{4}'),
  licence('ITALY_', 'patente di guida; patente guida numero', '[A-Z](A|V)#######[A-Z]', 'U1[0-9A-Z]{7}[A-Z]'),
  licence('LATVIA_', 'vadītāja apliecība; autovadītāja apliecība', '[A-Z]{2}######', '[A-Z]{3}######'),
  licence('LITHUANIA_', 'vairuotojo pažymėjimas', '########'),
  licence('LUXEMBOURG_', 'Fahrerlaubnis; Führerschäin', '######'),
  licence('MALTA_', 'liċenzja tas-sewqan', '[A-Z]{2} ### ###', '[A-Z]{2}######'),
  licence('NETHERLANDS_', 'rijbewijs; Rijbewijsnummer', '##########'),
  licence('POLAND_', 'prawo jazdy; numer licencyjny', '#####/##/####'),
  licence('PORTUGAL_', 'carta de condução; licença de condução', '[A-Z]{2}-###### #', '[A-Z]-####### #'),
  licence('ROMANIA_', 'permis de conducere; numărul permisului de conducere', '[A-Z]########', '[A-Z]########[A-Z]'),
  licence('SLOVAKIA_', 'vodičský preukaz; číslo vodičského preukazu', '[A-Z]#######', '########'),
  licence('SLOVENIA_', 'vozniško dovoljenje', '#########'),
  subject(
    'SPAIN_DRIVERS_LICENSE',
    'checksum',
    'permiso de conducción; número carnet conducer; licencia de manejo',
    (random) => {
      const number = random.digits(8);
      return number + random.pick(['', '-']) + spanishLetter(number);
    },
  ),
  subject('SWEDEN_DRIVERS_LICENSE', 'checksum', 'körkort; körkortsnummer', swedish),
  passport('USA', 'passport; Passport Number; US passport; travel document', '#########', '[A-Z]########'),
  passport('CANADA', 'passport; passeport; Passport No', '[A-Z]{2}######', '[A-Z]######[A-Z]{2}'),
  passport('FRANCE', 'passeport; numéro de passeport; Passeport', '##[A-Z]{2}#####'),
  subject('GERMANY_PASSPORT_NUMBER', 'format', 'Reisepass; Reisepassnummer; passport', german('[CFGHJK]')),
  passport('ITALY', 'passaporto; passaporto numero; passport number', '[A-Z]{2}#######'),
  passport('SPAIN', 'pasaporte; número pasaporte; passport number', '[A-Z]{3}######', '[A-Z]{2}######'),
  passport('UK', 'passport number; Passport No; passport #', '#########'),
  subject(
    'GERMANY_NATIONAL_IDENTIFICATION_NUMBER',
    'format',
    'Personalausweis; Ausweisnummer; Personalausweisnummer; ID number',
    german('[LMNPRTVWXYZ]'),
  ),
  subject(
    'CANADA_NATIONAL_IDENTIFICATION_NUMBER',
    'format',
    'permanent resident card; PR number; carte résident permanent',
    (random) => textOf(random, random.pick(['[A-Z]{2}#######', '[A-Z]{2}##########'])),
  ),
  subject(
    'UK_ELECTORAL_ROLL_NUMBER',
    'format',
    'electoral roll number; electoral number; Electoral Roll No.',
    (random) => textOf(random, random.pick(['[A-Z]{2}[1-9]###', '[A-Z]{2}[1-9]#', '[A-Z]{2}[1-9]'])),
  ),
];
