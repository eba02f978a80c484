/** Check characters of national numbers, computed apart from the detector's validators so that each tests the other. */

/** Luhn. Source: ISO/IEC 7812-1, annex B. */
export function luhnDigit(payload: string): string {
  let sum = 0;
  for (let i = 0; i < payload.length; i++) {
    const digit = Number(payload[payload.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** ISO 7064 MOD 11,10. Source: ISO/IEC 7064; used by the German tax identification number. */
export function mod11And10Digit(payload: string): string {
  let product = 10;
  for (const digit of payload) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}

/** Weights 7, 3, 1 with A = 10. Source: ICAO Doc 9303, part 3. */
export function icaoDigit(payload: string): string {
  const weights = [7, 3, 1];
  const sum = [...payload].reduce((total, char, i) => total + Number.parseInt(char, 36) * weights[i % 3]!, 0);
  return String(sum % 10);
}

/** The digit of a Brazilian CPF over the digits before it. Source: Receita Federal. */
export function cpfDigit(payload: string): string {
  const sum = [...payload].reduce((total, digit, i) => total + Number(digit) * (payload.length + 1 - i), 0);
  const rest = (sum * 10) % 11;
  return String(rest % 10);
}

/** The ninth digit of an Australian tax file number, null where the weights leave none. Source: Australian Taxation Office. */
export function taxFileDigit(payload: string): string | null {
  const weights = [1, 4, 3, 7, 5, 8, 6, 9];
  // The ninth weight is 10, which is -1 modulo 11.
  const rest = [...payload].reduce((total, digit, i) => total + Number(digit) * weights[i]!, 0) % 11;
  return rest === 10 ? null : String(rest);
}

/** The letter of a Spanish DNI, NIF or NIE. Source: Ministerio del Interior. */
export const dniLetter = (number: number): string => 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]!;

/** The check digit of a Spanish CIF over its seven digits. Source: Agencia Tributaria. */
export function cifDigit(payload: string): string {
  const sum = [...payload].reduce((total, char, i) => {
    const digit = Number(char) * (i % 2 === 0 ? 2 : 1);
    return total + Math.floor(digit / 10) + (digit % 10);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

const CODICE_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** The last letter of an Italian codice fiscale. Source: Decreto ministeriale 23 December 1976. */
export function codiceFiscaleLetter(payload: string): string {
  const sum = [...payload].reduce((total, char, i) => {
    const value = /\d/.test(char) ? Number(char) : char.charCodeAt(0) - 65;
    return total + (i % 2 === 0 ? CODICE_ODD[value]! : value);
  }, 0);
  return String.fromCharCode(65 + (sum % 26));
}
