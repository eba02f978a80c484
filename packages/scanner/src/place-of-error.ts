/** Frames told: the one that threw and who called it. */
const FRAMES = 3;

/**
 * An error that was met over the content of an object: its kind and where in the program, but not its message, which may quote
 * the content (`Cannot convert 536-22-8726 to a BigInt`) and would be stored with the verdict.
 */
export function placeOfError(error: unknown): string {
  if (!(error instanceof Error)) return 'a thrown value that is no error';
  const { stack = '', message } = error;
  const frames = stack.slice(stack.indexOf(message) + message.length);
  const places = [...frames.matchAll(/([\w.-]+\.[cm]?[jt]s:\d+):\d+\)?$/gm)].map((match) => match[1]);
  return [error.constructor.name, ...places.slice(0, FRAMES)].join(' at ');
}
