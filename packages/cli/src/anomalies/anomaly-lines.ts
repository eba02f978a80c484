/** A row of the view anomalies, as JSON. */
export interface AnomalyLine {
  readonly anomaly_id: string;
  readonly state: string;
  readonly severity: string;
  readonly kind: string;
  readonly type: string;
  readonly category: string;
  readonly first_day: string;
  readonly last_day: string;
  readonly title: string;
  readonly signals: readonly {
    readonly name: string;
    readonly observed: number;
    readonly usual: number;
    readonly surprise: number;
    readonly names: readonly string[];
  }[];
  readonly details: readonly string[];
  readonly sensitive_objects: number;
  readonly sensitive_occurrences: number;
  readonly note: string;
}

/** Signals that are shown. */
const SIGNALS_SHOWN = 6;
/** Signals that come more often than one day in so many digits' number are not evidence. */
const DIGITS_MIN = 1;
const NAMES_SHOWN = 3;
/** Beyond so many digits a probability is no more than a model's. */
const DIGITS_SHOWN = 6;

const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });

/** One anomaly for people: what, when, over what data, and each signal against what is usual. */
export function anomalyLines(anomaly: AnomalyLine): string {
  const { severity, type, category, first_day, last_day, title, details, note, state } = anomaly;
  const days = first_day === last_day ? first_day : `${first_day} to ${last_day}`;
  const data =
    anomaly.sensitive_objects === 0
      ? 'no sensitive data known'
      : `${number(anomaly.sensitive_objects)} sensitive objects, ${number(anomaly.sensitive_occurrences)} occurrences`;
  const evidence = anomaly.signals
    .filter(({ surprise }) => surprise >= DIGITS_MIN)
    .slice(0, SIGNALS_SHOWN)
    .map(({ name, observed, usual, surprise, names }) => {
      const shown = names.length === 0 ? '' : `: ${names.slice(0, NAMES_SHOWN).join(', ')}`;
      const more = names.length > NAMES_SHOWN ? ', …' : '';
      return `    ${name} ${number(observed)}, usually ${number(usual)}, ${rarity(surprise)}${shown}${more}`;
    });
  return [
    `${severity}  ${type} (${category})  ${days}  ${data}${state === 'open' ? '' : `  [${state}]`}`,
    `  ${title}`,
    ...evidence,
    ...(details.length === 0 ? [] : [`    ${details.join(', ')}`]),
    ...(note === '' ? [] : [`  note: ${note}`]),
    `  ${anomaly.anomaly_id}`,
    '',
  ].join('\n');
}

function rarity(surprise: number): string {
  const days = 10 ** Math.min(DIGITS_SHOWN, surprise);
  return `${surprise > DIGITS_SHOWN ? 'less than ' : ''}one day in ${number(Number(days.toPrecision(2)))}`;
}
