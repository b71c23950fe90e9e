/** A server in between, for answers that the real one cannot be made to give. */
export type Interceptor = {
	readonly url: string;
	/** What was asked, as `PUT /bucket/key`, in order. */
	readonly requests: readonly string[];
	stop(): Promise<void>;
};

/**
 * Passes every request on, unless `answer` has an answer for it. Requests keep the name of the server
 * they were sent to, because that is signed.
 */
export function intercept(
	url: string,
	answer: (request: Request, times: number) => Response | null,
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
			// Read whole: it keeps its length that way.
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
