/** Groups of an IPv6 address that name its network: a visitor's provider hands out a /64 (RFC 6177). */
const NETWORK_GROUPS = 4;

const GROUPS = 8;

/**
 * Returns the network of an IP address, so that one visitor is one network: an IPv4 address itself, the
 * first 64 bits of an IPv6 address.
 *
 * @example
 * networkOf("203.0.113.7"); // "203.0.113.7"
 * networkOf("2001:db8::7"); // "2001:db8:0:0::/64"
 */
export function networkOf(address: string): string {
	const plain = (address.split("%", 1)[0] ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
	if (!plain.includes(":")) return plain;
	const [head = "", tail] = plain.toLowerCase().split("::", 2);
	const first = groupsOf(head);
	const last = groupsOf(tail ?? "");
	const missing = tail === undefined ? 0 : Math.max(0, GROUPS - first.length - last.length);
	const all = [...first, ...Array.from({ length: missing }, () => "0"), ...last];
	return `${all.slice(0, NETWORK_GROUPS).join(":")}::/64`;
}

function groupsOf(text: string): readonly string[] {
	return text === "" ? [] : text.split(":").map((group) => group.replace(/^0+(?=.)/, ""));
}
