export * from './binary-signatures.ts';
export * from './charset.ts';
export * from './mime-type.ts';
export * from './sniff.ts';
export * from './text-decoder.ts';
