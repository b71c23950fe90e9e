/** A proxy that loses the connection of some requests. */
export type UnreliableProxy = AsyncDisposable & {
	readonly url: string;
	/** How many requests it has lost. */
	lost(): number;
};

/**
 * Starts a proxy in front of a server. It passes on only half of the body of every PATCH whose turn it
 * is, and then answers 502, as if the connection to the server had been lost.
 *
 * @param isLost whether the PATCH with this number, from 0, is lost
 */
export function startUnreliableProxy(
	target: string,
	isLost: (patch: number) => boolean,
): UnreliableProxy {
	let patches = 0;
	let lost = 0;
	const server = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		maxRequestBodySize: 64_000_000,
		async fetch(request) {
			const url = new URL(request.url);
			const { method, headers } = request;
			const bytes = await request.bytes();
			const isHalved = method === "PATCH" && isLost(patches++);
			const body = isHalved ? bytes.slice(0, bytes.length / 2) : bytes;
			headers.delete("host");
			headers.delete("content-length");
			const response = await fetch(target + url.pathname + url.search, {
				method,
				headers,
				...(method === "POST" || method === "PATCH" ? { body } : {}),
				redirect: "manual",
			});
			if (!isHalved) return response;
			lost++;
			return new Response(null, { status: 502 });
		},
	});
	return {
		url: `http://127.0.0.1:${server.port}`,
		lost: () => lost,
		[Symbol.asyncDispose]: () => server.stop(true),
	};
}
