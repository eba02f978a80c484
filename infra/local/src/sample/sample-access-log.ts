import { createRandom, HEX, type Random, UPPER } from './random.ts';

/** Days of access that the sample tells of, up to yesterday. */
export const SAMPLE_ACCESS_DAYS = 30;
/** Nights of the quiet exfiltration, the last ones. */
export const EXFILTRATION_NIGHTS = 6;
/** Who carries data away, and how much of it each night. */
export const EXFILTRATION = { role: 'contractor-sync', network: '198.51.100', objectsPerNight: 8 } as const;

const ACCOUNT = '111122223333';
const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface SampleAccessOptions {
  readonly seed: string;
  readonly bucket: string;
  /** The objects that can be read. */
  readonly objects: readonly { readonly key: string; readonly size: number }[];
  /** Any moment of the first day that is not told of. */
  readonly endMs: number;
}

interface Habit {
  readonly requester: string;
  readonly network: string;
  readonly agent: string;
  readonly prefix: string;
  readonly callsPerDay: number;
  readonly hours: readonly [number, number];
  readonly weekends: boolean;
}

const role = (name: string): string => `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/session`;

/** What is usual here. */
const HABITS: readonly Habit[] = [
  {
    requester: role('etl-nightly'),
    network: '10.20.1',
    agent: 'Boto3/1.34.0 md/Botocore#1.34.0',
    prefix: 'logs/',
    callsPerDay: 12,
    hours: [2, 3],
    weekends: true,
  },
  {
    requester: role('analytics'),
    network: '10.20.4',
    agent: 'aws-sdk-java/2.20.160 Linux/5.10',
    prefix: 'crm/events/',
    callsPerDay: 10,
    hours: [8, 18],
    weekends: false,
  },
  {
    requester: `arn:aws:iam::${ACCOUNT}:user/support-anna`,
    network: '203.0.113',
    agent: 'S3Console/0.4',
    prefix: 'crm/customers/',
    callsPerDay: 2,
    hours: [9, 17],
    weekends: false,
  },
  {
    requester: role(EXFILTRATION.role),
    network: '203.0.113',
    agent: 'aws-cli/2.18.5',
    prefix: 'src/',
    callsPerDay: 5,
    hours: [9, 17],
    weekends: false,
  },
];

const STOLEN: Habit = {
  requester: role(EXFILTRATION.role),
  network: EXFILTRATION.network,
  agent: 'curl/8.5.0',
  prefix: 'crm/customers/',
  callsPerDay: EXFILTRATION.objectsPerNight,
  hours: [3, 4],
  weekends: true,
};

/**
 * A server access log of the last days: four habits, and one role that in the last nights reads, a little at a time, what it
 * never read before. A request that is told of again, by the log of a later start, has the same id.
 */
export function sampleAccessLog({ seed, bucket, objects, endMs }: SampleAccessOptions): string {
  const lines: string[] = [];
  const endDay = Math.floor(endMs / DAY_MS);
  for (let day = endDay - SAMPLE_ACCESS_DAYS; day < endDay; day++) {
    const random = createRandom(`${seed}/access/${day}`);
    const weekend = [0, 6].includes(new Date(day * DAY_MS).getUTCDay());
    const habits = day >= endDay - EXFILTRATION_NIGHTS ? [...HABITS, STOLEN] : HABITS;
    for (const habit of habits) {
      const own = objects.filter(({ key }) => key.startsWith(habit.prefix));
      if ((weekend && !habit.weekends) || own.length === 0) continue;
      for (let call = 0; call < habit.callsPerDay; call++) {
        lines.push(line(bucket, habit, random.pick(own), day, random));
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function line(
  bucket: string,
  { requester, network, agent, hours: [from, to] }: Habit,
  { key, size }: { readonly key: string; readonly size: number },
  day: number,
  random: Random,
): string {
  const time = logTime(day * DAY_MS + from * 3_600_000 + random.int((to - from) * 3_600_000));
  const path = key.split('/').map(encodeURIComponent).join('/');
  const requestId = random.chars(`${UPPER}0123456789`, 16);
  const logged = path.replaceAll('%', '%25');
  const owner = '0'.repeat(64);
  return `${owner} ${bucket} [${time}] ${network}.${random.between(2, 9)} ${requester} ${requestId} REST.GET.OBJECT ${logged} "GET /${bucket}/${path} HTTP/1.1" 200 - ${size} ${size} ${random.between(20, 90)} ${random.between(5, 19)} "-" "${agent}" - ${random.chars(HEX, 32)} SigV4 TLS_AES_128_GCM_SHA256 AuthHeader ${bucket}.s3.us-east-1.amazonaws.com TLSv1.3 - -`;
}

/** `06/Feb/2019:00:00:38 +0000`. */
function logTime(ms: number): string {
  const [date = '', time = ''] = new Date(ms).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 'HH:MM:SS'.length)} +0000`;
}
