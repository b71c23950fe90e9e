import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createMemoryStore, type Engine, type Store } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import type { ImageAnswer } from "widthwise/handler";
import { createDelivery, createVariants } from "widthwise/internal";
import { imagePath } from "widthwise/url";
import { until } from "../../patience.ts";
import { ID } from "../../photos/publishing.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { stoppedClock } from "../../stopped-clock.ts";
import { putPublished } from "../published.ts";

const bun = createBunEngine();
const original = encodedQuadrants("jpeg");
const PATH = imagePath(ID, "blue-hour");

/** Enough to fill any lane. */
const BUCKETS = Array.from({ length: 1000 }, (_, i) => i + 1);

let store: Store;
const open: AsyncDisposable[] = [];
beforeEach(async () => {
	store = await putPublished(createMemoryStore(), original);
});
afterEach(async () => {
	for (const server of open.splice(0)) await server[Symbol.asyncDispose]();
});

/** A server whose cuts of AVIF, or all cuts, do not end before they may. */
function startServer(isHeld: (format: string) => boolean) {
	const gate = Promise.withResolvers<void>();
	const begun: string[] = [];
	const clients: string[] = [];
	const answers: ImageAnswer[] = [];
	const errors: unknown[] = [];
	const clock = stoppedClock();
	const engine: Engine = {
		...bun,
		encodes: ["webp", "jpeg", "avif"],
		async render(source, outputs) {
			const format = outputs[0]?.format ?? "";
			begun.push(`${outputs[0]?.width} ${format}`);
			if (isHeld(format)) await gate.promise;
			return bun.render(
				source,
				outputs.map((output) => ({ ...output, format: "webp" })),
			);
		},
	};
	const engines = { own: engine, any: engine };
	const variants = createVariants({ store, engines, concurrency: 1 });
	const delivery = createDelivery({
		variants,
		buckets: BUCKETS,
		cacheBytes: 0,
		clientOf(request) {
			const client = request.headers.get("client") ?? "";
			clients.push(client);
			return client;
		},
		setAlarm: clock.setAlarm,
		onAnswered: (_, answer) => answers.push(answer),
		onError: (error) => errors.push(error),
	});
	const server = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		fetch: (request) => delivery.respond(request),
	});
	open.push({
		async [Symbol.asyncDispose]() {
			gate.resolve();
			await server.stop(true);
		},
	});
	return {
		variants,
		begun,
		clients,
		answers,
		errors,
		clock,
		end: gate.resolve,
		get: (query: string, init: RequestInit = {}) =>
			fetch(new URL(`${PATH}?${query}`, server.url), init),
	};
}

const leftWithError = (response: Promise<Response>): Promise<string> =>
	response.then(
		() => "answered",
		() => "left",
	);

describe("visitors who wait for a cut", () => {
	test("get JPEGs while AVIFs wait, and AVIFs that nobody waits for are dropped", async () => {
		const { get, begun, variants, answers, end } = startServer((format) => format === "avif");
		const leaving = new AbortController();
		const { signal } = leaving;
		const avifs = Array.from({ length: 8 }, (_, i) =>
			leftWithError(get(`width=${40 + i}&format=avif`, { signal })),
		);
		await until("all AVIFs wait", () => variants.lanes().avif.waiting === 7);
		expect((await get("width=40&format=jpeg")).status).toBe(200);
		leaving.abort();
		expect(new Set(await Promise.all(avifs))).toEqual(new Set(["left"]));
		await until("the AVIFs are dropped", () => variants.lanes().avif.dropped === 7);
		await until("all are recorded", () => answers.length === 9);
		expect(answers.filter(({ status }) => status === 499).length).toBe(8);

		// The one that had begun goes on, and is there for the next who asks.
		const next = get("width=40&format=avif");
		end();
		expect((await next).status).toBe(200);
		expect(begun).toEqual(["40 avif", "40 jpeg"]);
	});

	test("get it although another who asked first has left", async () => {
		const { get, begun, clients, variants, end } = startServer(() => true);
		const leaving = new AbortController();
		const first = get("width=40&format=webp");
		await until("a cut has begun", () => begun.length === 1);
		const shared = leftWithError(get("width=41&format=webp", { signal: leaving.signal }));
		await until("a cut waits", () => variants.lanes().own.waiting === 1);
		const alone = leftWithError(get("width=42&format=webp", { signal: leaving.signal }));
		await until("two cuts wait", () => variants.lanes().own.waiting === 2);
		const staying = get("width=41&format=webp", { headers: { client: "staying" } });
		await until("another waits, too", () => clients.includes("staying"));
		leaving.abort();
		expect([await shared, await alone]).toEqual(["left", "left"]);
		await until("one cut is dropped", () => variants.lanes().own.dropped === 1);
		end();
		expect([(await first).status, (await staying).status]).toEqual([200, 200]);
		expect(begun).toEqual(["40 webp", "41 webp"]);
	});

	test("are refused with the time to come back if the line is full, each client for itself", async () => {
		const { get, variants, errors, end } = startServer((format) => format === "avif");
		const many: Promise<Response>[] = [];
		for (let width = 1; variants.lanes().avif.refused === 0; width++) {
			const { waiting, running, refused } = variants.lanes().avif;
			const before = waiting + running + refused;
			many.push(get(`width=${width}&format=avif`, { headers: { client: "many" } }));
			await until("it waits or is refused", () => {
				const now = variants.lanes().avif;
				return now.waiting + now.running + now.refused > before;
			});
		}
		const refused = await many.at(-1);
		expect(refused?.status).toBe(503);
		const wait = Number(refused?.headers.get("retry-after"));
		expect(wait).toBe(Math.ceil(variants.lanes().avif.waitSeconds));
		expect(wait).toBeGreaterThan(10);
		expect(await refused?.json()).toMatchObject({ error: { code: "busy" } });

		// Another client gets a place, and its turn before those who came earlier.
		const other = get("width=900&format=avif", { headers: { client: "other" } });
		expect((await Promise.race(many.slice(1, -1))).status).toBe(503);
		end();
		expect((await other).status).toBe(200);
		const statuses = (await Promise.all(many)).map(({ status }) => status);
		const { refused: count } = variants.lanes().avif;
		expect(statuses.filter((status) => status === 503).length).toBe(count);
		expect(errors).toEqual([]);
	});

	test("get an answer before connections time out", async () => {
		const { get, begun, clock, errors, end } = startServer(() => true);
		const late = [40, 41].map((width) => get(`width=${width}&format=webp`));
		await until("both wait", () => clock.count() === 2 && begun.length === 1);
		clock.advance(25_000);
		const answers = await Promise.all(late);
		expect(answers.map(({ status }) => status)).toEqual([503, 503]);
		expect(Number(answers[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
		expect(await answers[0]?.json()).toMatchObject({ error: { code: "busy" } });
		// What had begun is stored.
		end();
		expect((await get("width=40&format=webp")).status).toBe(200);
		expect(begun).toEqual(["40 webp"]);
		expect(errors).toEqual([]);
	});
});
