import type { DataIdentifier } from '../data-identifier.ts';
import { LOW_TO_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { ipv4Address, ipv6Address, macAddress } from '../validators/network-address.ts';
import { never } from '../validators/never.ts';
import { vin } from '../validators/vin.ts';

const PART = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const GROUP = '[0-9A-Fa-f]{1,4}';

/** Addresses of devices on a network, and of vehicles: personal data under the GDPR where they lead to a person. */
export const deviceAddresses: readonly DataIdentifier[] = [
  {
    id: 'IPV4_ADDRESS',
    name: 'IPv4 address',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`(?:^|[^0-9A-Za-z._-])(?P<value>${PART}\.${PART}\.${PART}\.${PART})\b`,
    keywords: [],
    keyword: 'none',
    validate: ipv4Address,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['RFC 791', 'RFC 6890', 'Court of Justice of the European Union, C-582/14 (Breyer)'],
    examples: ['client 93.184.216.34', '{"ip":"10.20.30.40"}'],
    counterExamples: [
      { text: 'listen 127.0.0.1', stoppedBy: 'never-issued' },
      { text: 'see 192.0.2.17', stoppedBy: 'never-issued' },
      { text: 'version 1.2.3.4', stoppedBy: 'low-entropy' },
      { text: 'OID 2.5.4.43', stoppedBy: 'low-entropy' },
      { text: 'v93.184.216.34', stoppedBy: 'pattern' },
    ],
  },
  {
    id: 'IPV6_ADDRESS',
    name: 'IPv6 address',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`(?:^|[^0-9A-Za-z:._-])(?P<value>(?:${GROUP}:){7}${GROUP}|(?:${GROUP}:){1,6}(?::${GROUP}){1,6})\b`,
    keywords: [],
    keyword: 'none',
    validate: ipv6Address,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['RFC 4291', 'RFC 5952'],
    examples: ['from 2a00:1450:4009:81f::200e', '{"ip":"2606:2800:220:1:248:1893:25c8:1946"}'],
    counterExamples: [
      { text: 'see 2001:db8:85a3::8a2e', stoppedBy: 'never-issued' },
      { text: 'at 12:34:56', stoppedBy: 'pattern' },
      { text: 'std abc::def', stoppedBy: 'low-entropy' },
    ],
  },
  {
    id: 'MAC_ADDRESS',
    name: 'MAC address',
    category: 'PERSONAL_INFORMATION',
    // Fingerprints of keys, which are longer, are taken whole and refused.
    pattern: String.raw`(?:^|[^0-9A-Za-z:._-])(?P<value>[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5,63}|(?:-[0-9A-Fa-f]{2}){5,63})|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})\b`,
    keywords: [],
    keyword: 'none',
    validate: macAddress,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['IEEE 802-2014, section 8', 'RFC 9542'],
    examples: ['hw 3c:22:fb:4a:91:07', 'mac=3C-22-FB-4A-91-08', '"3c22.fb4a.9107"'],
    counterExamples: [
      { text: 'ff:ff:ff:ff:ff:ff', stoppedBy: 'never-issued' },
      { text: '01:00:5e:00:00:fb', stoppedBy: 'never-issued' },
      { text: '0201.0020.0002', stoppedBy: 'low-entropy' },
      { text: '[*020D.0020.0002]', stoppedBy: 'low-entropy' },
      { text: '3c:22:fb:4a:91:07:5d:e0', stoppedBy: 'bad-format' },
      { text: '3c:22:fb:4a:91', stoppedBy: 'pattern' },
    ],
  },
  {
    id: 'VEHICLE_IDENTIFICATION_NUMBER_(NO_KEYWORD)',
    name: 'Vehicle identification number with check digit',
    category: 'PERSONAL_INFORMATION',
    // Where the law demands the check digit: without a keyword, the digit is what tells the number from others.
    pattern: String.raw`\b[1-5][0-9A-HJ-NPR-Z]{7}[0-9X][0-9A-HJ-NPR-TV-Y][0-9A-HJ-NPR-Z]{3}\d{4}\b`,
    keywords: [],
    keyword: 'none',
    validate: allOf(never(/^[0-9]*[A-Z]?[0-9]*$/, 'low-entropy'), vin),
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['ISO 3779', '49 CFR 565.15'],
    examples: ['1M8GDM9AXKP042788', '{"v":"5YJ3E1EAXHF000316"}'],
    counterExamples: [
      { text: '1M8GDM9A1KP042788', stoppedBy: 'bad-checksum' },
      { text: '12345678901234567', stoppedBy: 'low-entropy' },
      { text: 'W8GDM9AXKP042788', stoppedBy: 'pattern' },
    ],
  },
];
