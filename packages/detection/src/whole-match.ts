import RE2 from 're2';

/** A test that is true of texts which the pattern matches from beginning to end. Throws SyntaxError on what is no pattern. */
export function wholeMatch(pattern: string): (text: string) => boolean {
  // By itself first: `a)|(b` is none, though between brackets it would be.
  new RE2(pattern, 'u');
  const whole = new RE2(`^(?:${pattern})$`, 'u');
  return (text) => whole.test(text);
}
