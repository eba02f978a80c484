import ipaddr from 'ipaddr.js';

/** Bits of an address that name its network: what one site or one subscriber commonly has. */
export const NETWORK_BITS = { ipv4: 24, ipv6: 48 } as const;

/** Longest name of a caller that is no address. */
const NAME_LIMIT = 255;

export interface SourcePlace {
  /** Shortest form; an IPv4 address inside an IPv6 one is itself. A service's name as it is. */
  readonly address: string;
  /** `192.0.2.0/24`, `2001:db8:1::/48`; the name of a service. */
  readonly network: string;
}

/** Where a request came from. AWS writes the name of a service that called for someone (`athena.amazonaws.com`, `AWS Internal`). */
export function sourcePlace(text: string): SourcePlace {
  if (text === '' || text === '-') return { address: '', network: '' };
  if (!ipaddr.isValid(text) || (/^[^:]*$/.test(text) && !ipaddr.IPv4.isValidFourPartDecimal(text))) {
    const name = text.slice(0, NAME_LIMIT);
    return { address: name, network: name };
  }
  const address = ipaddr.process(text);
  const kind = address.kind();
  const parser = kind === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  const bits = NETWORK_BITS[kind];
  return {
    address: address.toString(),
    network: `${parser.networkAddressFromCIDR(`${address.toString()}/${bits}`).toString()}/${bits}`,
  };
}
