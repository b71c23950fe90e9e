import { expect, test } from "bun:test";
import { Elysia } from "elysia";
import { directImageRoutes, imageRoutes } from "../../../server/images/routes.ts";
import { within } from "../../patience.ts";

test("a request for an image is aborted when its client leaves", async () => {
	const asked = Promise.withResolvers<void>();
	const left = Promise.withResolvers<string>();
	const delivery = {
		respond(request: Request): Promise<Response> {
			const { pathname } = new URL(request.url);
			request.signal.addEventListener("abort", () => left.resolve(pathname));
			asked.resolve();
			return left.promise.then(() => new Response(null, { status: 499 }));
		},
	};
	const requests = { wrapImages: (_route: string, respond: typeof delivery.respond) => respond };
	const app = new Elysia({ serve: { routes: directImageRoutes({ delivery, requests }) } });
	app.use(imageRoutes({ delivery })).listen({ port: 0, hostname: "127.0.0.1" });
	try {
		const client = new AbortController();
		const url = `http://127.0.0.1:${app.server?.port}/media/ab12/x.jpg?width=400`;
		const answer = fetch(url, { signal: client.signal }).catch(() => "left");
		await within("the server has the request", asked.promise);
		client.abort();
		expect(await answer).toBe("left");
		expect(await within("the request is aborted", left.promise)).toBe("/media/ab12/x.jpg");
	} finally {
		await app.server?.stop(true);
	}
});
