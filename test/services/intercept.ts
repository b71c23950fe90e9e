/** A proxy that can answer in place of the real server. */
export type Interceptor = {
	readonly url: string;
	/** All requests, as `PUT /bucket/key`, in order. */
	readonly requests: readonly string[];
	stop(): Promise<void>;
};

/**
 * Starts a proxy that passes every request on unless `answer` returns a response. Requests keep their
 * Host header, because it is signed.
 *
 * @param answer called with each request and the number of requests so far
 */
export function intercept(
	url: string,
	answer: (request: Request, count: number) => Response | null,
): Interceptor {
	const requests: string[] = [];
	const server = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		async fetch(request) {
			const { pathname, search } = new URL(request.url);
			requests.push(`${request.method} ${pathname}`);
			const made = answer(request, requests.length);
			if (made) return made;
			const { method, headers } = request;
			const body = method === "GET" || method === "HEAD" ? null : await request.bytes();
			const passed = await fetch(url + pathname + search, { method, headers, body });
			// Read to its end, so that the response keeps its length.
			const content = method === "HEAD" ? null : await passed.bytes();
			return new Response(content, { status: passed.status, headers: passed.headers });
		},
	});
	return {
		url: `http://127.0.0.1:${server.port}`,
		requests,
		stop: () => server.stop(true),
	};
}
