import { expect, test } from "bun:test";
import { createImageHandler, createMemoryStore } from "widthwise";
import { until } from "../../patience.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { vips } from "../engine.ts";

test("a handler reads no original that nobody waits for", async () => {
	const photo = encodedQuadrants("jpeg");
	const opened = Promise.withResolvers<void>();
	const read: string[] = [];
	const clients: string[] = [];
	const answered: number[] = [];
	const images = createImageHandler({
		store: createMemoryStore(),
		engine: vips,
		source: {
			find: async (id) => ({
				version: "1",
				async read() {
					read.push(id);
					await opened.promise;
					return new Uint8Array(photo);
				},
			}),
		},
		clientOf(request) {
			const client = request.headers.get("client") ?? "";
			clients.push(client);
			return client;
		},
		onAnswered: (_, { status }) => answered.push(status),
	});
	const get = async (name: string, client: string, signal?: AbortSignal) =>
		images.respond(
			new Request(`https://photos.example/media/${name}?width=64`, {
				headers: { client },
				signal: signal ?? null,
			}),
		);
	const leaving = new AbortController();
	const first = [get("a.jpg", "many"), get("b.jpg", "many")];
	await until("two originals are read", () => read.length === 2);
	const left = get("left.jpg", "many", leaving.signal);
	const many = ["c.jpg", "d.jpg"].map((name) => get(name, "many"));
	const few = get("few.jpg", "few");
	leaving.abort();
	expect((await left).status).toBe(499);
	opened.resolve();
	const statuses = (await Promise.all([...first, ...many, few])).map(({ status }) => status);
	expect(new Set(statuses)).toEqual(new Set([200]));
	expect(read).not.toContain("left.jpg");
	expect(new Set(clients)).toEqual(new Set(["many", "few"]));
	expect(answered).toContain(499);
	await images.close();
});
