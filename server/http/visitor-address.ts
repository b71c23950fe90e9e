/**
 * Returns the IP address of the visitor who sent a request. A proxy appends the visitor's address
 * to `X-Forwarded-For`; the header is trusted only if the connection comes from this machine or a
 * private network. A machine in the same private network can forge it.
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

/** RFC 1918, RFC 4193 and loopback addresses, also IPv4-mapped ones. */
function isPrivate(address: string): boolean {
	const plain = address.replace(/^::ffff:/, "");
	return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/.test(plain);
}
