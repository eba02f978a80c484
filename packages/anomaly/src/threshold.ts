/** Scores are counted in steps of this width, up to the last, which holds all that is higher. */
export const SCORE_STEP = 0.1;
export const SCORE_STEPS = 400;
/** The tail begins where one day in so many lies above. */
const TAIL_SHARE = 0.01;
/** Expected alarms from which the scores themselves say where the threshold lies, rather than the shape of their tail. */
const ALARMS_TO_COUNT = 8;

/** How often each score was seen; decayed days. */
export interface ScoreCounts {
  readonly steps: readonly number[];
  readonly days: number;
}

export const NO_SCORES: ScoreCounts = { steps: new Array<number>(SCORE_STEPS).fill(0), days: 0 };

export function countScores({ steps, days }: ScoreCounts, scores: readonly number[], decay: number): ScoreCounts {
  if (scores.length === 0) return { steps, days };
  const next = steps.map((count) => count * decay);
  for (const score of scores) next[Math.min(SCORE_STEPS - 1, Math.floor(score / SCORE_STEP))]! += 1;
  return { steps: next, days: days * decay + scores.length };
}

/**
 * The score that this share of the days reaches. Where too few days were seen to count so rare ones, the tail beyond the last
 * hundredth is taken for exponential, with its median: days of attack among them, which are few, hardly move it.
 */
export function scoreReachedBy(counts: ScoreCounts, share: number): number {
  if (counts.days * share >= ALARMS_TO_COUNT) return quantile(counts, share);
  const tail = quantile(counts, TAIL_SHARE);
  const median = quantile(counts, TAIL_SHARE / 2) - tail;
  return tail + (median / Math.LN2) * Math.log(TAIL_SHARE / share);
}

/** The upper end of the step above which at most this share of the days lies. */
function quantile({ steps, days }: ScoreCounts, share: number): number {
  let above = 0;
  for (let step = steps.length - 1; step >= 0; step--) {
    above += steps[step]!;
    if (above > days * share) return (step + 1) * SCORE_STEP;
  }
  return 0;
}

/** Days above a score from which they say how rare it is. */
const RARE_DAYS = 10;
/** Days above the score from which to there the tail's width is taken. */
const TAIL_DAYS = 50;
/** The least width of an e-fold of the tail, in scores. */
const TAIL_WIDTH_MIN = 0.15;

/** Decimal digits of the share of days that reach a score. Beyond the tenth highest the tail is taken for exponential. */
export function rarityOf(counts: ScoreCounts, score: number): number {
  if (score <= 0) return 0;
  const from = Math.min(SCORE_STEPS - 1, Math.floor(score / SCORE_STEP));
  let above = 0;
  for (let step = from; step < SCORE_STEPS; step++) above += counts.steps[step]!;
  if (above >= RARE_DAYS) return -Math.log10((above + 0.5) / (counts.days + 1));
  const rare = quantile(counts, RARE_DAYS / counts.days);
  const common = quantile(counts, TAIL_DAYS / counts.days);
  const width = Math.max(TAIL_WIDTH_MIN, (rare - common) / Math.log(TAIL_DAYS / RARE_DAYS));
  return -Math.log10((RARE_DAYS + 0.5) / (counts.days + 1)) + Math.max(0, score - rare) / width / Math.LN10;
}
