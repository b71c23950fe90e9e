import { BlockList, isIP } from "node:net";

/** Whether the forwarding headers of a connection from this address are believed. */
export type IsTrustedProxy = (address: string) => boolean;

/**
 * Reads a list of addresses and networks (CIDR), separated by commas; `null` if one is neither. The word
 * `none` is the empty list.
 *
 * @example
 * const isTrusted = readTrustedProxies("127.0.0.0/8, 2001:db8::/32");
 * isTrusted?.("127.0.0.1"); // true
 */
export function readTrustedProxies(text: string): IsTrustedProxy | null {
	const list = new BlockList();
	for (const entry of text === "none" ? [] : text.split(",")) {
		const [address = "", bits, ...more] = entry.trim().split("/");
		const family = familyOf(address);
		if (family === null || more.length > 0) return null;
		const max = family === "ipv4" ? 32 : 128;
		if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > max)) return null;
		list.addSubnet(address, bits === undefined ? max : Number(bits), family);
	}
	return (address) => {
		const plain = plainAddress(address);
		const family = familyOf(plain);
		return family !== null && list.check(plain, family);
	};
}

/**
 * Writes an IPv4 address that is mapped into IPv6 (RFC 4291, 2.5.5.2) as itself.
 *
 * @example
 * plainAddress("::ffff:10.0.0.2"); // "10.0.0.2"
 */
export function plainAddress(address: string): string {
	return address.replace(/^::ffff:(?=\d{1,3}\.)/i, "");
}

function familyOf(address: string): "ipv4" | "ipv6" | null {
	const version = isIP(address);
	return version === 0 ? null : version === 4 ? "ipv4" : "ipv6";
}
