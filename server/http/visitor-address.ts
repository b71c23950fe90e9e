/**
 * Where a request comes from, as well as can be known. A proxy on this machine or in its private
 * network notes its visitor at the end of `X-Forwarded-For`, and is believed; what a stranger writes
 * there is not. Somebody in the same private network may pretend to be such a proxy.
 *
 * @param peer the address at the other end of the connection
 *
 * @example
 * visitorAddress("127.0.0.1", "203.0.113.7, 198.51.100.2"); // "198.51.100.2"
 * visitorAddress("203.0.113.7", "198.51.100.2"); // "203.0.113.7"
 */
export function visitorAddress(peer: string, forwardedFor: string | null): string {
	const last = forwardedFor?.split(",").at(-1)?.trim();
	return last && isPrivate(peer) ? last : peer;
}

/** RFC 1918, RFC 4193 and the loopback, also written as IPv6. */
function isPrivate(address: string): boolean {
	const plain = address.replace(/^::ffff:/, "");
	return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/.test(plain);
}
