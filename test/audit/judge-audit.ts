/** What `npm audit --json` says, as far as it is read here. */
interface Report {
  readonly message?: string;
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly severity: string; readonly via: readonly (string | { title?: string; url?: string })[] }>
  >;
}

export interface Judgement {
  /** False when the registry gave no answer: nothing is known then. */
  readonly audited: boolean;
  /** Whether something must be done before this is shipped. */
  readonly failed: boolean;
  readonly lines: readonly string[];
}

/** From these on a vulnerability of what is shipped fails the build. */
const FAILING = new Set(['high', 'critical']);

export function judgeAudit(output: string): Judgement {
  const report = parse(output);
  if (report.metadata === undefined) {
    const why = report.message ?? 'no answer that could be read';
    return {
      audited: false,
      failed: false,
      lines: [
        '!!! DEPENDENCIES WERE NOT AUDITED: this registry has no list of advisories.',
        `!!! ${why.split('\n', 1)[0]}`,
        '!!! Run `npm run audit` where the public registry can be reached.',
      ],
    };
  }
  const found = Object.entries(report.vulnerabilities ?? {});
  const lines = found.map(([name, { severity, via }]) => {
    const advisories = via.map((one) => (typeof one === 'string' ? `by way of ${one}` : `${one.title} ${one.url}`));
    return `${severity}: ${name}: ${advisories.join('; ')}`;
  });
  const failed = found.some(([, { severity }]) => FAILING.has(severity));
  const verdict = failed ? 'update what is high or critical' : 'none is high or critical';
  return { audited: true, failed, lines: [...lines, `${found.length} packages with advisories; ${verdict}`] };
}

function parse(output: string): Report {
  try {
    return JSON.parse(output) as Report;
  } catch {
    return {};
  }
}
