import { beforeEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createMemoryStore, type Engine, type Store, WidthwiseError } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { imagePath } from "widthwise/url";
import { ID } from "../../photos/publishing.ts";
import { serve } from "../../photos/serving.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { putPublished } from "../published.ts";

const bun = createBunEngine();

const PATH = imagePath(ID, "blue-hour");
const original = encodedQuadrants("jpeg");

let store: Store;
beforeEach(async () => {
	store = await putPublished(createMemoryStore(), original);
});

/** Reads the error from a response, which must be JSON and not cacheable. */
async function errorOf(response: Response) {
	expect(response.headers.get("content-type")).toMatch(/^application\/json/);
	expect(response.headers.get("cache-control")).toBe("no-store");
	const body = await response.json();
	expect(body).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
	return { status: response.status, code: body.error.code, message: body.error.message };
}

describe("a wrong request gets a JSON error", () => {
	test.each([
		["/media/nonsense!/x.jpg", 400, "invalid-path"],
		["/media/nonsense/x.jpg", 404, "not-found"],
		[`${PATH}?width=0`, 400, "invalid-width"],
		[`${PATH}?width=99999`, 400, "invalid-width"],
		[`${PATH}?width=400&dpr=9`, 400, "invalid-dpr"],
		[`${PATH}?width=400&format=gif`, 400, "invalid-format"],
		[`${PATH}?width=400&width=500`, 400, "repeated-parameter"],
		[`${PATH}?width=4%30`, 400, "encoded-parameter"],
		[`${PATH}?dpr=2`, 400, "width-required"],
		[imagePath("f".repeat(32), "x"), 404, "not-found"],
		[`${imagePath("f".repeat(32), "x")}?width=400`, 404, "not-found"],
	])("%s", async (url, status, code) => {
		const { get, errors, delivered } = serve(store, bun);
		expect(await errorOf(await get(url))).toMatchObject({ status, code });
		expect([errors, delivered]).toEqual([[], []]);
	});

	test("unless the wrong query is in the fragment", async () => {
		const { get } = serve(store, bun);
		expect((await get(`${PATH}#?width=0`)).headers.get("width-bucket")).toBe("master");
		expect((await get(`${PATH}#/?width=0`)).headers.get("width-bucket")).toBe("master");
		expect((await get(`${PATH}?width=256#?width=0`)).headers.get("width-bucket")).toBe("256");
	});
});

describe("a failure that is not the visitor's fault", () => {
	const failing = (error: unknown): Engine => ({ ...bun, render: () => Promise.reject(error) });
	const SECRET = new Error("password at /srv/secret");

	test("is `internal` if the error is unknown, shows no details, and is reported", async () => {
		const brokenStore: Store = { ...store, get: () => Promise.reject(SECRET) };
		for (const [over, engine] of [
			[store, failing(SECRET)],
			[brokenStore, bun],
		] as const) {
			const { get, errors } = serve(over, engine);
			const found = await errorOf(await get(`${PATH}?width=256`));
			expect(found).toMatchObject({ status: 500, code: "internal" });
			expect(found.message).not.toMatch(/password|srv/);
			expect(errors).toEqual([SECRET]);
		}
	});

	test("keeps its code if the error is a WidthwiseError, and is reported", async () => {
		const outage = new WidthwiseError("unavailable", "The store cannot be used", { cause: SECRET });
		const { get, errors } = serve(store, failing(outage));
		expect(await errorOf(await get(`${PATH}?width=256`))).toEqual({
			status: 503,
			code: "unavailable",
			message: "The store cannot be used",
		});
		expect(errors).toEqual([outage]);
	});

	test("is not remembered: the next request succeeds", async () => {
		let calls = 0;
		const once: Engine = {
			...bun,
			render: (...job) => (calls++ === 0 ? Promise.reject(SECRET) : bun.render(...job)),
		};
		const { get } = serve(store, once);
		const statuses = [];
		for (let i = 0; i < 3; i++) statuses.push((await get(`${PATH}?width=640`)).status);
		expect(statuses).toEqual([500, 200, 200]);
	});
});

describe("any request", () => {
	const ids = fc.constantFrom(ID, "f".repeat(32), "", "..", `${ID}0`, ID.toUpperCase());
	const value = fc.oneof(
		fc.string(),
		fc.constantFrom("400", "2", "webp", "jpeg", "-1", "1e3", "%00", "", "400 "),
		fc.integer().map(String),
	);
	const name = fc.oneof(fc.constantFrom("width", "dpr", "format", "w%69dth", "x"), fc.string());
	const query = fc
		.array(fc.tuple(name, value), { maxLength: 4 })
		.map((pairs) => pairs.map(([key, text]) => `${key}=${text}`).join("&"));
	const likely = fc
		.tuple(ids, fc.oneof(fc.constant("a.jpg"), fc.string()), query)
		.map(([id, slug, parameters]) => `/media/${id}/${slug}?${parameters}`);
	const url = fc.oneof(
		likely,
		fc.string({ unit: "binary" }).map((text) => `/${text}`),
		fc.webUrl({ withQueryParameters: true, withFragments: true }).map((text) => `/${text}`),
	);
	// Characters that a header may contain (RFC 9110 5.5), as Latin-1.
	const accept = fc.string({ unit: fc.constantFrom(..."imageswebp/*;q=01.,\t \xe9".split("")) });

	test("gets 200, 304, 400 or 404", async () => {
		const { respond, errors } = serve(store, bun);
		const seen = new Set<number>();
		await fc.assert(
			fc.asyncProperty(url, accept, fc.string(), async (path, acceptHeader, condition) => {
				const headers = new Headers({ accept: acceptHeader });
				if (/^[\x20-\x7e]*$/.test(condition)) headers.set("if-none-match", condition);
				const request = new Request(`https://photos.example${path}`, { headers });
				const { status } = await respond(request);
				seen.add(status);
				expect([200, 304, 400, 404]).toContain(status);
			}),
			{ numRuns: 700 },
		);
		expect(errors).toEqual([]);
		expect(seen).toContain(200);
		expect(seen).toContain(400);
		expect(seen).toContain(404);
	});
});
