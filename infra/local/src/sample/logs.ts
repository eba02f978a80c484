import { cardPlantable, stripePlantable } from './payment-cards.ts';
import { usaSocialSecurity } from './personal-numbers.ts';
import type { Plantable, PlantLedger } from './plantable.ts';
import { HEX, type Random } from './random.ts';
import { basicAuthPlantable, inlineSecrets } from './secrets.ts';
import { clock, day } from './words.ts';

const PATHS = [
  '/',
  '/catalogue',
  '/catalogue/lamps',
  '/basket',
  '/checkout',
  '/help/returns',
  '/api/v2/orders',
  '/static/app.js',
];
const AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0',
  'curl/8.14.1',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15',
];
const COMPONENTS = ['checkout', 'catalogue', 'mailer', 'scheduler', 'gateway', 'inventory'];

const CLEAN: readonly ((random: Random) => string)[] = [
  (r) => `INFO  [${r.pick(COMPONENTS)}] order ${r.int(900_000)} accepted in ${r.int(400)} ms trace=${r.chars(HEX, 16)}`,
  (r) => `INFO  [${r.pick(COMPONENTS)}] job ${r.int(9_000)} finished, ${r.int(2_000)} rows, ${r.int(90)} skipped`,
  (r) => `DEBUG [${r.pick(COMPONENTS)}] cache hit ratio 0.${r.digits(3)} over ${r.int(60)} s, ${r.int(4_000)} entries`,
  (r) =>
    `WARN  [${r.pick(COMPONENTS)}] slow query took ${r.int(9_000)} ms on shard ${r.int(32)}, plan ${r.chars(HEX, 8)}`,
  (r) =>
    `ERROR [${r.pick(COMPONENTS)}] timeout from 10.${r.int(255)}.${r.int(255)}.${r.int(255)}:${r.between(1024, 60_000)}, attempt ${r.between(1, 5)}`,
];

const leakLine = (plantable: Plantable, before: string, after = ''): Leak => ({ plantable, before, after });

interface Leak {
  readonly plantable: Plantable;
  readonly before: string;
  readonly after: string;
}

/** What careless logging gives away: the text around the value holds the identifier's keyword where it needs one. */
const LEAKS: readonly Leak[] = [
  leakLine(cardPlantable, 'WARN  [checkout] charge declined, credit card '),
  leakLine(usaSocialSecurity, 'DEBUG [gateway] lookup by ssn=', ' returned a single customer'),
  leakLine(basicAuthPlantable, 'DEBUG [gateway] upstream request failed: '),
  leakLine(stripePlantable, 'DEBUG [checkout] terminal swipe: '),
  ...inlineSecrets.map((secret) =>
    leakLine(secret, `ERROR [scheduler] bad setting ${secret.field}=`, ' in the environment'),
  ),
];

/** An application log. One line in `leakOneIn` leaks a value; Infinity for a clean one. */
export function applicationLog(random: Random, ledger: PlantLedger, lines: number, leakOneIn: number): string {
  const date = day(random);
  let text = '';
  for (let line = 0; line < lines; line++) {
    text += `${date}T${clock(random)}Z `;
    if (leakOneIn !== Number.POSITIVE_INFINITY && random.oneIn(leakOneIn)) {
      const leak = random.pick(LEAKS);
      text += `${leak.before}${ledger.plant(leak.plantable, random)}${leak.after}\n`;
    } else {
      text += `${random.pick(CLEAN)(random)}\n`;
    }
  }
  return text;
}

/** A web server's access log in the combined format; a leak is a value in the query string. */
export function accessLog(random: Random, ledger: PlantLedger, lines: number, leakOneIn: number): string {
  const [, month = '', date = ''] = day(random).split('-');
  const monthName = 'JanFebMarAprMayJunJulAugSepOctNovDec'.slice((Number(month) - 1) * 3, Number(month) * 3);
  let text = '';
  for (let line = 0; line < lines; line++) {
    const leaks = leakOneIn !== Number.POSITIVE_INFINITY && random.oneIn(leakOneIn);
    const query = leaks ? `/pay?step=2&ssn=${ledger.plant(usaSocialSecurity, random)}&lang=en` : random.pick(PATHS);
    text += `203.0.113.${random.int(255)} - - [${date}/${monthName}/2026:${clock(random).slice(0, 8)} +0000] "GET ${query} HTTP/1.1" ${random.pick([200, 200, 200, 304, 404])} ${random.int(40_000)} "-" "${random.pick(AGENTS)}"\n`;
  }
  return text;
}
