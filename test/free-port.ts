/** Finds a port that was free a moment ago. */
export async function freePort(): Promise<string> {
	const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
	const port = String(server.port);
	await server.stop(true);
	return port;
}
