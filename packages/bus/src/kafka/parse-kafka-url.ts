import { ConfigError } from '@dowser/pipeline';

export const SaslMechanism = { Plain: 'plain', ScramSha256: 'scram-sha-256', ScramSha512: 'scram-sha-512' } as const;
export type SaslMechanism = (typeof SaslMechanism)[keyof typeof SaslMechanism];

/** Where the brokers are and how to be let in. */
export interface KafkaServer {
  /** `host:port` of some brokers; they name the others. */
  readonly brokers: readonly string[];
  /** TLS, with the certificates that Node trusts (NODE_EXTRA_CA_CERTS adds to them). Default false. */
  readonly tls?: boolean;
  readonly sasl?: { readonly mechanism: SaslMechanism; readonly username: string; readonly password: string };
}

const DEFAULT_PORT = 9092;
const SHAPE =
  /^(?<scheme>kafkas?):\/\/(?:(?<user>[^:@/?]+):(?<password>[^@/?]*)@)?(?<hosts>[^@/?]+)\/?(?:\?(?<query>.*))?$/;
const HOST = /^(?:\[[0-9a-fA-F:.]+\]|[^:[\]\s]+)(?::\d{1,5})?$/;

/** Reads a `kafka://` or `kafkas://` URL. Throws ConfigError; a password never appears in it. */
export function parseKafkaUrl(url: string): KafkaServer {
  const shown = url.replace(/\/\/[^@/]*@/, '//***@');
  const groups = SHAPE.exec(url)?.groups;
  if (groups === undefined) {
    throw new ConfigError([`bus URL ${shown}: is neither sqlite:/absolute/path.db nor kafka://host:port[,host:port]`]);
  }
  const problems: string[] = [];
  const brokers = groups.hosts!.split(',').map((host) => {
    if (!HOST.test(host)) problems.push(`bus URL ${shown}: ${host} is not host:port`);
    return /:\d+$/.test(host) ? host : `${host}:${DEFAULT_PORT}`;
  });
  const query = new URLSearchParams(groups.query ?? '');
  const mechanism = query.get('sasl') ?? SaslMechanism.Plain;
  const known = Object.values(SaslMechanism);
  if (!known.some((name) => name === mechanism)) {
    problems.push(`bus URL ${shown}: sasl=${mechanism} is not one of ${known.join(', ')}`);
  }
  for (const name of query.keys()) {
    if (name !== 'sasl') problems.push(`bus URL ${shown}: unknown parameter ${name}; there is only sasl`);
  }
  if (query.has('sasl') && groups.user === undefined) {
    problems.push(`bus URL ${shown}: sasl needs user:password@ before the hosts`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  const server = { brokers, tls: groups.scheme === 'kafkas' };
  if (groups.user === undefined) return server;
  const username = decodeURIComponent(groups.user);
  const password = decodeURIComponent(groups.password!);
  return { ...server, sasl: { mechanism: mechanism as SaslMechanism, username, password } };
}
