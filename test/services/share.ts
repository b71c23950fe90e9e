// Starts the servers that the test files of one run share: `GET /postgres` starts Postgres when it is
// first called, and answers its address; `GET /library` packs the library, and answers its folder. Prints its own address, and ends with its standard input.
import { type SharedName, startOnce } from "./shared.ts";

const answer = (name: SharedName) => async () => {
	try {
		return new Response(await startOnce(name));
	} catch (error) {
		return new Response(`Cannot start ${name}: ${error}`, { status: 500 });
	}
};

const server = Bun.serve({
	port: 0,
	hostname: "127.0.0.1",
	// Starting a server takes long on a busy machine.
	idleTimeout: 0,
	routes: {
		"/postgres": answer("postgres"),
		"/redis": answer("redis"),
		"/s3-cluster": answer("s3-cluster"),
		"/s3": answer("s3"),
		"/chromium": answer("chromium"),
		"/workers": answer("workers"),
		"/library": answer("library"),
		"/bundles": answer("bundles"),
		"/empty-database": answer("empty-database"),
	},
});
console.log(`http://127.0.0.1:${server.port}`);

for await (const _ of Bun.stdin.stream()) {
	// The input carries no data; only its end matters.
}
process.exit();
