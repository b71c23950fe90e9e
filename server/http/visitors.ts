import { isIP } from "node:net";
import { networkOf } from "./network-of.ts";
import { type IsTrustedProxy, plainAddress } from "./trusted-proxies.ts";

/** Says where requests come from, for the sign-in limits, the lines of cuts and the needed widths. */
export type Visitors = {
	/** The visitor's IP address; empty if the connection has ended. */
	addressOf(request: Request): string;
	/** The visitor's network: an IPv4 address itself, the first 64 bits of an IPv6 address. */
	networkOf(request: Request): string;
	/** The origin that the visitor's browser shows; `null` if the request does not name one. */
	originOf(request: Request): string | null;
	/** Whether the connection comes from a trusted proxy. */
	isForwarded(request: Request): boolean;
	/** Whether the request was sent on this machine, and not forwarded by a proxy. */
	isLocal(request: Request): boolean;
};

/** RFC 1122, 3.2.1.3 and RFC 4291, 2.5.3. */
const LOOPBACK = /^(?:127\.|::1$)/;

const FORWARDING = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "via"];

/** A host name or an address, and perhaps a port (RFC 3986, 3.2.2); at most 253 characters and a port. */
const HOST = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * Creates the part that says where requests come from. Headers of forwarding proxies are believed only
 * if the connection comes from a trusted address. Proxies append to `X-Forwarded-For`, so it is read from
 * its end, up to the first address that is not a trusted proxy's.
 *
 * @param options.peerOf returns the address at the other end of a request's connection; empty if it has
 *   ended
 *
 * @example
 * const visitors = createVisitors({ isTrustedProxy, peerOf: () => "127.0.0.1" });
 * visitors.addressOf(request); // "203.0.113.7", as X-Forwarded-For says
 */
export function createVisitors(options: {
	readonly isTrustedProxy: IsTrustedProxy;
	readonly peerOf: (request: Request) => string;
}): Visitors {
	const { isTrustedProxy, peerOf } = options;

	function isForwarded(request: Request): boolean {
		return isTrustedProxy(plainAddress(peerOf(request)));
	}

	function addressOf(request: Request): string {
		let address = plainAddress(peerOf(request));
		const hops = (request.headers.get("x-forwarded-for") ?? "").split(",");
		while (isTrustedProxy(address)) {
			const hop = plainAddress(hops.pop()?.trim() ?? "");
			// Behind what is no address, a proxy that we trust has written nothing.
			if (isIP(hop) === 0) break;
			address = hop;
		}
		return address;
	}

	return {
		addressOf,
		networkOf: (request) => networkOf(addressOf(request)),
		originOf(request) {
			const forwarded = (name: string): string | undefined => {
				const value = request.headers.get(name);
				if (value === null || !isForwarded(request)) return undefined;
				return value.split(",").at(-1)?.trim();
			};
			const host = forwarded("x-forwarded-host") ?? request.headers.get("host") ?? "";
			const scheme = forwarded("x-forwarded-proto") === "https" ? "https" : "http";
			return HOST.test(host) ? (URL.parse(`${scheme}://${host}`)?.origin ?? null) : null;
		},
		isForwarded,
		isLocal: (request) =>
			LOOPBACK.test(plainAddress(peerOf(request))) &&
			FORWARDING.every((name) => request.headers.get(name) === null),
	};
}
