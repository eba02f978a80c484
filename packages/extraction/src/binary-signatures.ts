import { startsWith } from './charset.ts';

/** First bytes that name a binary format. */
export interface BinarySignature {
  readonly mimeType: string;
  /** Byte offset of `bytes`; default 0. */
  readonly at?: number;
  readonly bytes: readonly number[];
  /** A text may begin with the same letters: the signature counts only where `head` is not text by its characters. */
  readonly needsBinary?: boolean;
}

const ascii = (text: string): readonly number[] => [...text].map((c) => c.charCodeAt(0));

/** Sources: the formats' specifications; Gary Kessler's and file(1)'s tables. */
export const binarySignatures: readonly BinarySignature[] = [
  { mimeType: 'application/pdf', bytes: ascii('%PDF-') },
  { mimeType: 'application/zip', bytes: [0x50, 0x4b, 3, 4] },
  { mimeType: 'application/zip', bytes: [0x50, 0x4b, 5, 6] },
  { mimeType: 'application/x-tar', at: 257, bytes: ascii('ustar') },
  { mimeType: 'application/x-7z-compressed', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { mimeType: 'application/vnd.rar', bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 7] },
  { mimeType: 'application/x-xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0] },
  { mimeType: 'application/x-bzip2', bytes: ascii('BZh'), needsBinary: true },
  { mimeType: 'application/x-lz4', bytes: [0x04, 0x22, 0x4d, 0x18] },
  { mimeType: 'application/x-ole-storage', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { mimeType: 'application/vnd.apache.parquet', bytes: ascii('PAR1'), needsBinary: true },
  { mimeType: 'application/vnd.apache.orc', bytes: ascii('ORC'), needsBinary: true },
  { mimeType: 'application/vnd.apache.avro', bytes: [0x4f, 0x62, 0x6a, 1] },
  { mimeType: 'application/vnd.sqlite3', bytes: [...ascii('SQLite format 3'), 0] },
  { mimeType: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mimeType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { mimeType: 'image/gif', bytes: ascii('GIF8'), needsBinary: true },
  { mimeType: 'image/bmp', bytes: ascii('BM'), needsBinary: true },
  { mimeType: 'image/tiff', bytes: [0x49, 0x49, 0x2a, 0] },
  { mimeType: 'image/tiff', bytes: [0x4d, 0x4d, 0, 0x2a] },
  { mimeType: 'image/webp', at: 8, bytes: ascii('WEBP'), needsBinary: true },
  { mimeType: 'image/vnd.adobe.photoshop', bytes: ascii('8BPS'), needsBinary: true },
  { mimeType: 'image/heic', at: 4, bytes: ascii('ftypheic'), needsBinary: true },
  { mimeType: 'image/avif', at: 4, bytes: ascii('ftypavif'), needsBinary: true },
  { mimeType: 'video/mp4', at: 4, bytes: ascii('ftyp'), needsBinary: true },
  { mimeType: 'video/x-matroska', bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { mimeType: 'video/x-msvideo', at: 8, bytes: ascii('AVI '), needsBinary: true },
  { mimeType: 'audio/wav', at: 8, bytes: ascii('WAVE'), needsBinary: true },
  { mimeType: 'audio/mpeg', bytes: ascii('ID3'), needsBinary: true },
  { mimeType: 'audio/ogg', bytes: ascii('OggS'), needsBinary: true },
  { mimeType: 'audio/flac', bytes: ascii('fLaC'), needsBinary: true },
  { mimeType: 'font/woff', bytes: ascii('wOFF'), needsBinary: true },
  { mimeType: 'font/woff2', bytes: ascii('wOF2'), needsBinary: true },
  { mimeType: 'application/x-elf', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { mimeType: 'application/vnd.microsoft.portable-executable', bytes: ascii('MZ'), needsBinary: true },
  { mimeType: 'application/x-mach-binary', bytes: [0xcf, 0xfa, 0xed, 0xfe] },
  { mimeType: 'application/java-vm', bytes: [0xca, 0xfe, 0xba, 0xbe] },
  { mimeType: 'application/wasm', bytes: [0, 0x61, 0x73, 0x6d] },
  { mimeType: 'application/x-hdf5', bytes: [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] },
];

/** The first signature that `head` has, or null. `isText` says that its characters are those of a text. */
export function matchSignature(head: Uint8Array, isText: boolean): BinarySignature | null {
  return (
    binarySignatures.find(
      (signature) => !(isText && signature.needsBinary === true) && startsWith(head, signature.bytes, signature.at),
    ) ?? null
  );
}
