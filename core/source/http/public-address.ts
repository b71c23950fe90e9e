import { BlockList, isIP } from "node:net";

/** Addresses that are not on the public internet (the registries of RFC 6890). */
const SPECIAL: readonly (readonly [network: string, prefix: number])[] = [
	["0.0.0.0", 8],
	["10.0.0.0", 8],
	["100.64.0.0", 10],
	["127.0.0.0", 8],
	["169.254.0.0", 16],
	["172.16.0.0", 12],
	["192.0.0.0", 24],
	["192.0.2.0", 24],
	["192.88.99.0", 24],
	["192.168.0.0", 16],
	["198.18.0.0", 15],
	["198.51.100.0", 24],
	["203.0.113.0", 24],
	["224.0.0.0", 3],
	// Of IPv6, only 2000::/3 is in use; in it, Teredo and 6to4 contain IPv4 addresses.
	["::", 3],
	["4000::", 2],
	["8000::", 1],
	["2001::", 23],
	["2001:db8::", 32],
	["2002::", 16],
	["3fff::", 20],
];

/**
 * Whether an IP address is on the public internet: not private, loopback, link-local, multicast or
 * reserved.
 *
 * @example
 * isPublicAddress("93.184.215.14"); // true
 * isPublicAddress("169.254.169.254"); // false
 */
export function isPublicAddress(address: string): boolean {
	const version = isIP(address);
	if (version === 0) return false;
	return !specialAddresses(version).check(address, version === 6 ? "ipv6" : "ipv4");
}

/** Lists of one version only: an IPv4 address is also compared as `::ffff:…`, which is in `::/3`. */
function specialAddresses(version: number): BlockList {
	const list = new BlockList();
	for (const [network, prefix] of SPECIAL) {
		if (isIP(network) !== version) continue;
		list.addSubnet(network, prefix, version === 6 ? "ipv6" : "ipv4");
	}
	return list;
}
