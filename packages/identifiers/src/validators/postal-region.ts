/** First three digits of ZIP codes by state. Source: USPS, Publication 65, and its list L002 (3-digit ZIP code prefix groups). */
const ZIP_PREFIXES: Readonly<Record<string, string>> = {
  AL: '350-369',
  AK: '995-999',
  AZ: '850-865',
  AR: '716-729',
  CA: '900-961',
  CO: '800-816',
  CT: '060-069',
  DE: '197-199',
  DC: '200-205 569',
  FL: '320-349',
  GA: '300-319 398-399',
  HI: '967-968',
  ID: '832-838',
  IL: '600-629',
  IN: '460-479',
  IA: '500-528',
  KS: '660-679',
  KY: '400-427',
  LA: '700-714',
  ME: '039-049',
  MD: '206-219',
  MA: '010-027 055',
  MI: '480-499',
  MN: '550-567',
  MS: '386-397',
  MO: '630-658',
  MT: '590-599',
  NE: '680-693',
  NV: '889-898',
  NH: '030-038',
  NJ: '070-089',
  NM: '870-884',
  NY: '005 063 100-149',
  NC: '270-289',
  ND: '580-588',
  OH: '430-459',
  OK: '730-749',
  OR: '970-979',
  PA: '150-196',
  PR: '006-009',
  RI: '028-029',
  SC: '290-299',
  SD: '570-577',
  TN: '370-385',
  TX: '733 750-799 885',
  UT: '840-847',
  VT: '050-059',
  VA: '201 220-246',
  WA: '980-994',
  WV: '247-268',
  WI: '530-549',
  WY: '820-831',
};

/** Names of states that stand for their codes. */
export const STATE_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'Alabama AL,Alaska AK,Arizona AZ,Arkansas AR,California CA,Colorado CO,Connecticut CT,Delaware DE,Florida FL,Georgia GA',
    'Hawaii HI,Idaho ID,Illinois IL,Indiana IN,Iowa IA,Kansas KS,Kentucky KY,Louisiana LA,Maine ME,Maryland MD',
    'Massachusetts MA,Michigan MI,Minnesota MN,Mississippi MS,Missouri MO,Montana MT,Nebraska NE,Nevada NV,New Hampshire NH',
    'New Jersey NJ,New Mexico NM,New York NY,North Carolina NC,North Dakota ND,Ohio OH,Oklahoma OK,Oregon OR,Pennsylvania PA',
    'Rhode Island RI,South Carolina SC,South Dakota SD,Tennessee TN,Texas TX,Utah UT,Vermont VT,Virginia VA,Washington WA',
    'West Virginia WV,Wisconsin WI,Wyoming WY',
  ]
    .join(',')
    .split(',')
    .map((pair) => [pair.slice(0, -3), pair.slice(-2)]),
);

/** First letters of postal codes by province. Source: Canada Post, "Addressing guidelines". */
const CANADIAN_LETTERS: Readonly<Record<string, string>> = {
  AB: 'T',
  BC: 'V',
  MB: 'R',
  NB: 'E',
  NL: 'A',
  NS: 'B',
  NT: 'X',
  NU: 'X',
  ON: 'KLMNP',
  PE: 'C',
  QC: 'GHJ',
  SK: 'S',
  YT: 'Y',
};

/** First two digits of postcodes by state. Source: Australia Post, postcode ranges. */
const AUSTRALIAN_PREFIXES: Readonly<Record<string, string>> = {
  ACT: '02 26 29',
  NSW: '10-29',
  NT: '08-09',
  QLD: '40-49 90-99',
  SA: '50-59',
  TAS: '70-79',
  VIC: '30-39 80-89',
  WA: '60-69',
};

const AREAS =
  'AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE';

/** The areas of British postcodes. Source: Royal Mail, "Programmers' guide to the Postcode Address File". */
export const BRITISH_AREAS: readonly string[] = AREAS.split(' ');
export const STATES: readonly string[] = Object.keys(ZIP_PREFIXES);
export const PROVINCES: readonly string[] = Object.keys(CANADIAN_LETTERS);
export const AUSTRALIAN_STATES: readonly string[] = Object.keys(AUSTRALIAN_PREFIXES);

/** Countries whose addresses are looked for, as ISO 3166 has them. */
export type AddressCountry = 'AU' | 'CA' | 'DE' | 'ES' | 'FR' | 'GB' | 'IT' | 'US';

/** True when a code of that country's form is in use in the region; countries without regions in addresses have none. */
export function isPostcodeOf(country: AddressCountry, region: string, code: string): boolean {
  switch (country) {
    case 'US':
      return isWithin(ZIP_PREFIXES[STATE_NAMES[region] ?? region], code.slice(0, 3));
    case 'AU':
      return isWithin(AUSTRALIAN_PREFIXES[region], code.slice(0, 2));
    case 'CA':
      return CANADIAN_LETTERS[region]?.includes(code.charAt(0)) === true;
    case 'GB':
      return BRITISH_AREAS.includes(/^[A-Z]+/.exec(code)![0]);
    case 'DE':
      return isWithin('010-999', code.slice(0, 3));
    case 'FR':
      return isWithin('01-19 20-95 97-98', code.slice(0, 2));
    case 'ES':
      return isWithin('01-52', code.slice(0, 2));
    case 'IT':
      return isWithin('000-981', code.slice(0, 3)) && Number(code) >= 10;
  }
}

function isWithin(ranges: string | undefined, prefix: string): boolean {
  if (ranges === undefined) return false;
  return ranges.split(' ').some((range) => {
    const [least, most = least] = range.split('-');
    return prefix >= least! && prefix <= most!;
  });
}
