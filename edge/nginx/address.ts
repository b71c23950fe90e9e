/** Where visitors reach nginx. */
export type Address =
	/** By a name, with TLS. */
	| { readonly kind: "name"; readonly name: string }
	/** At an address and a port, as plain HTTP. */
	| { readonly kind: "socket"; readonly socket: string };

/** RFC 1123, 2.1. */
const NAME =
	/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

const SOCKET = /^(\*|[0-9]{1,3}(\.[0-9]{1,3}){3}|\[[0-9a-f:]+\]):[0-9]{1,5}$/i;

/**
 * Parses where visitors reach nginx: a name, or an address and a port; `null` if it is neither.
 *
 * @example
 * parseAddress("photos.example"); // { kind: "name", name: "photos.example" }
 * parseAddress("127.0.0.1:8080"); // { kind: "socket", socket: "127.0.0.1:8080" }
 */
export function parseAddress(text: string): Address | null {
	if (SOCKET.test(text)) return { kind: "socket", socket: text };
	// An address without a port is a mistake, not a name.
	return NAME.test(text) && !/^[0-9.]+$/.test(text)
		? { kind: "name", name: text.toLowerCase() }
		: null;
}
