const [ZERO, NINE] = [0x30, 0x39];
const FIRST_ROOM = 64;

/** What a byte is in values as authorities print them: a digit, a letter in upper case, or 0 for what separates. */
const PRINTED = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return /[0-9A-Za-z]/.test(character) ? character.toUpperCase().charCodeAt(0) : 0;
});

/**
 * A value to be checked, in UTF-8, with the readings of it that checks share; each is made when it is first asked for. One
 * object is used for many values, one after the other.
 */
export class Value {
  /** The value is what `[start, end)` of these holds. */
  bytes: Buffer;
  start = 0;
  end = 0;
  private textRead: string | undefined;
  private compactRead: string | undefined;
  private compactCount = -1;
  private digitCount = -1;
  private compactRoom = Buffer.alloc(FIRST_ROOM);
  private digitRoom = new Uint8Array(FIRST_ROOM);

  constructor(text = '') {
    this.bytes = Buffer.from(text);
    this.set(this.bytes, 0, this.bytes.length);
  }

  /** Reads `[start, end)` of `bytes` from now on. */
  set(bytes: Buffer, start: number, end: number): this {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.textRead = undefined;
    this.compactRead = undefined;
    this.compactCount = -1;
    this.digitCount = -1;
    return this;
  }

  get text(): string {
    this.textRead ??= this.bytes.toString('utf8', this.start, this.end);
    return this.textRead;
  }

  /** Bytes. */
  get length(): number {
    return this.end - this.start;
  }

  /** The byte at `place`, from 0 to `length - 1`. */
  byte(place: number): number {
    return this.bytes[this.start + place]!;
  }

  /** How many ASCII letters and digits there are. */
  compactLength(): number {
    if (this.compactCount < 0) this.compactCount = this.readCompact();
    return this.compactCount;
  }

  /** The ASCII letters and digits in order, letters in upper case: as many as `compactLength` says. */
  get compactBytes(): Uint8Array {
    return this.compactRoom;
  }

  /** The same as text. */
  get compact(): string {
    if (this.compactRead === undefined) {
      const length = this.compactLength();
      this.compactRead = this.compactRoom.toString('latin1', 0, length);
    }
    return this.compactRead;
  }

  /** How many ASCII digits there are. */
  digitsLength(): number {
    if (this.digitCount < 0) this.digitCount = this.readDigits();
    return this.digitCount;
  }

  /** The ASCII digits in order, 0 to 9: as many as `digitsLength` says. */
  get digits(): Uint8Array {
    return this.digitRoom;
  }

  private readCompact(): number {
    const { bytes, start, end } = this;
    if (end - start > this.compactRoom.length) this.compactRoom = Buffer.alloc(2 * (end - start));
    const room = this.compactRoom;
    let count = 0;
    for (let i = start; i < end; i++) {
      const printed = PRINTED[bytes[i]!]!;
      if (printed !== 0) room[count++] = printed;
    }
    return count;
  }

  private readDigits(): number {
    const { bytes, start, end } = this;
    if (end - start > this.digitRoom.length) this.digitRoom = new Uint8Array(2 * (end - start));
    const room = this.digitRoom;
    let count = 0;
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      if (byte >= ZERO && byte <= NINE) room[count++] = byte - ZERO;
    }
    return count;
  }
}
