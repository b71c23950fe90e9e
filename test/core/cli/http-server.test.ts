import { expect, test } from "bun:test";
import { startHttpServer } from "../../../core/cli/serve/http-server.ts";
import { within } from "../../patience.ts";

test("a server that is ended sends the images that are being cut, then closes the handler", async () => {
	const [started, cut] = [Promise.withResolvers<void>(), Promise.withResolvers<Response>()];
	const ending = new AbortController();
	const respond = (): Promise<Response> => {
		started.resolve();
		return cut.promise;
	};
	const closing = Promise.withResolvers<void>();
	const server = await startHttpServer({
		images: {
			handle: respond,
			respond,
			async close() {
				closing.resolve();
				await cut.promise;
			},
		},
		host: "127.0.0.1",
		port: 0,
		signal: ending.signal,
	});
	const response = fetch(`${server.url}/a.jpg`);
	await within("the request", started.promise);
	ending.abort();
	await within("the handler's close", closing.promise);
	cut.resolve(new Response("image"));
	expect(await (await within("the response", response)).text()).toBe("image");
	await within("the end", server.ended);
	expect(await fetch(`${server.url}/a.jpg`).catch(() => "refused")).toBe("refused");
});
