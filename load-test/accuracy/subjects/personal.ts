import { type Random, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function birthday(random: Random): string {
  const [year, month, day] = [random.between(1930, 2015), random.between(1, 12), random.between(1, 28)];
  const name = MONTHS[month - 1]!;
  return random.pick([
    `${year}-${two(month)}-${two(day)}`,
    `${two(month)}/${two(day)}/${year}`,
    `${two(day)}.${two(month)}.${year}`,
    `${day} ${name} ${year}`,
    `${name} ${day}, ${year}`,
    `${two(day)}-${name.slice(0, 3)}-${year}`,
    `${year}/${two(month)}/${two(day)}`,
    `${two(month)}-${two(day)}-${year}`,
  ]);
}

const PHONE = 'phone; tel; mobile; Telephone; phone number; fax; contact; cell';

function phone(
  id: string,
  code: string,
  national: readonly string[],
  international: readonly string[],
  also: readonly string[] = [],
): Subject {
  const alone = (random: Random): string => textOf(random, random.pick(national)).replace('<', '(').replace('>', ')');
  const abroad = (random: Random): string => `+${code}${textOf(random, random.pick(international))}`;
  return subject(id, 'format', PHONE, (random) => (random.chance(0.5) ? alone(random) : abroad(random)), {
    also,
    miss: (random) => `reference of the shipment ${alone(random)}`,
  });
}

function cookie(random: Random): string {
  const id = textOf(random, '[a-z0-9]{24}');
  return random.pick([
    `Cookie: session=${id}; theme=dark`,
    `Set-Cookie: sid=${id}; Path=/; HttpOnly; Secure`,
    `Set-Cookie: id=${id}; Expires=Wed, 21 Oct 2026 07:28:00 GMT`,
    `cookie: csrftoken=${id}`,
  ]);
}

function publicIp(random: Random): string {
  return `${random.pick([34, 52, 81, 91, 109, 154, 185, 203])}.${random.between(30, 250)}.${random.between(0, 255)}.${random.between(1, 254)}`;
}

export const personal: readonly Subject[] = [
  subject('DATE_OF_BIRTH', 'format', 'DOB; date of birth; birthday; birth date; Date of Birth', birthday),
  subject('LATITUDE_LONGITUDE', 'format', 'coordinates; lat long; position; latitude longitude', (random) => {
    const [latitude, longitude] = [(random.next() * 170 - 85).toFixed(6), (random.next() * 350 - 175).toFixed(6)];
    return latitude + random.pick([',', ', ']) + longitude;
  }),
  subject('HTTP_COOKIE', 'format', '', cookie),
  phone(
    'PHONE_NUMBER',
    '1',
    [
      '<[2-8][03-8]#> [2-9][02-9]#-####',
      '[2-8][03-8]#-[2-9][02-9]#-####',
      '[2-8][03-8]#.[2-9][02-9]#.####',
      '[2-8][03-8]#[2-9][02-9]#####',
    ],
    ['[2-8][03-8]#[2-9][02-9]#####', ' [2-8][03-8]#-[2-9][02-9]#-####', '-[2-8][03-8]#-[2-9][02-9]#-####'],
  ),
  phone(
    'BRAZIL_PHONE_NUMBER',
    '55',
    ['<11> 9[6-9]###-####', '21 [2-5]###-####', '41 9[6-9]###-####'],
    [' 11 9[6-9]###-####', '219[6-9]#######', ' 31 [2-5]### ####'],
  ),
  phone(
    'FRANCE_PHONE_NUMBER',
    '33',
    ['0[1-7] ## ## ## ##', '0[1-7].##.##.##.##', '06########'],
    ['[1-7]########', ' [1-7] ## ## ## ##'],
  ),
  phone(
    'GERMANY_PHONE_NUMBER',
    '49',
    ['030 [2-9]#####', '0171 #######', '089/[2-9]######', '0221-[2-9]#####'],
    [' 30 [2-9]######', '171#######', ' 89 [2-9]#####'],
  ),
  phone(
    'ITALY_PHONE_NUMBER',
    '39',
    ['06 [2-9]### ####', '3[2-9]# #######', '02 [2-9]#######', '3[2-9]########'],
    [' 3[2-9]# #######', '3[2-9]########', ' 06 [2-9]### ####'],
  ),
  phone(
    'SPAIN_PHONE_NUMBER',
    '34',
    ['9[1-8]# ### ###', '6## ## ## ##', '6########'],
    [' 6## ### ###', '9[1-8]#######', ' 91 ### ## ##'],
  ),
  phone(
    'UK_PHONE_NUMBER',
    '44',
    ['020 7### ####', '07### ######', '01### ######', '0161 ### ####'],
    [' 20 7### ####', '7#########', ' 7### ######'],
  ),
  subject(
    'EMAIL_ADDRESS',
    'format',
    '',
    (random) =>
      `${textOf(random, '[a-z]{3,9}(.|_|)[a-z]{3,9}')}${random.between(1, 99)}@${textOf(random, '[a-z]{4,10}.(com|org|de|co.uk|fr|io)')}`,
  ),
  subject('IPV4_ADDRESS', 'format', '', publicIp),
  subject('IPV6_ADDRESS', 'format', '', (random) =>
    textOf(
      random,
      random.pick([
        '2a0[0-9]:[1-9a-f]{1}[0-9a-f]{3}:[0-9a-f]{4}::[1-9a-f]{4}',
        '2600:1[0-9a-f]{3}:[1-9a-f]{4}:[1-9a-f]{4}:[1-9a-f]{4}:[1-9a-f]{4}:[1-9a-f]{4}:[1-9a-f]{4}',
      ]),
    ),
  ),
  subject('MAC_ADDRESS', 'format', '', (random) => {
    const separator = random.pick([':', '-']);
    return ['3c', ...Array.from({ length: 5 }, () => textOf(random, '[0-9a-f]{2}'))].join(separator);
  }),
];
