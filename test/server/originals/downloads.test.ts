import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { Elysia } from "elysia";
import { unzipSync } from "fflate";
import { createMemoryStore, type Store } from "widthwise";
import { originalKey } from "widthwise/url";
import { originalRoutes } from "../../../server/originals/routes.ts";
import { within } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";
import { photoId } from "../../worker/photos.ts";
import { somePhoto } from "../some-photo.ts";

/** Bytes of a photo, all different from each other's. */
const bytesOf = (number: number): Uint8Array<ArrayBuffer> =>
	Uint8Array.from({ length: 2_300_000 + number }, (_, index) => (index * (number + 7)) >> 3);

const NAMES = ["quay.jpg", "quay.jpg", "Blaue Stunde über Köln.jpg", "lost.jpg", "写真.jpg"];
const ids = NAMES.map((_, number) => photoId(number));
const LOST = 3;

/** Serves photos from a store; requests without the header `owner` are refused. */
function serve(media: Pick<Store, "head" | "get" | "getRange">) {
	const app = new Elysia();
	const parts = {
		media,
		catalogue: {
			async find(id: string) {
				const filename = NAMES[ids.indexOf(id)];
				return filename === undefined
					? null
					: somePhoto({ id, filename, createdAt: new Date(2026, 4, 1) });
			},
		},
		selections: { ids: async () => ids },
		gate: {
			requireOwner(request: Request) {
				if (!request.headers.has("owner")) throw new Error("not the owner");
			},
		},
		site: { siteName: "Photos: 写真" },
	};
	app.use(originalRoutes(parts)).listen({ port: 0, hostname: "127.0.0.1" });
	const url = `http://127.0.0.1:${app.server?.port}`;
	const request = (path: string, init: RequestInit = {}): Promise<Response> =>
		fetch(url + path, { ...init, headers: { owner: "yes", ...init.headers } });
	return { url, request, stop: () => app.server?.stop(true) };
}

const media = createMemoryStore();
const site = serve(media);
beforeAll(async () => {
	for (const [number, id] of ids.entries()) {
		if (number === LOST) continue;
		await media.put(originalKey(id), bytesOf(number), { contentType: "image/jpeg" });
	}
});
afterAll(site.stop);
const pathOf = (number: number) => `/api/photos/${ids[number]}/original`;

describe("an original", () => {
	test("is downloaded byte for byte under its own name, and kept by no cache", async () => {
		const response = await site.request(pathOf(4));
		expect(response.status).toBe(200);
		expect(Object.fromEntries(response.headers)).toMatchObject({
			"content-type": "image/jpeg",
			"content-length": String(bytesOf(4).length),
			"content-disposition": `attachment; filename="XieZhen.jpg"; filename*=UTF-8''%E5%86%99%E7%9C%9F.jpg`,
			"cache-control": "private, no-store",
			"x-content-type-options": "nosniff",
			"accept-ranges": "bytes",
		});
		expect(await response.bytes()).toEqual(bytesOf(4));
	});

	test("has the same headers for HEAD", async () => {
		const response = await site.request(pathOf(0), { method: "HEAD" });
		expect(response.headers.get("content-length")).toBe(String(bytesOf(0).length));
		expect(response.headers.get("content-disposition")).toContain('"quay.jpg"');
		expect(await response.text()).toBe("");
	});

	test("is sent in part to clients that go on with a download", async () => {
		const headers = { range: "bytes=1000-2299999", "if-range": `"${ids[1]}"` };
		const part = await site.request(pathOf(1), { headers });
		expect(part.status).toBe(206);
		expect(part.headers.get("content-range")).toBe("bytes 1000-2299999/2300001");
		expect(await part.bytes()).toEqual(bytesOf(1).slice(1000, 2_300_000));
		const other = await site.request(pathOf(1), { headers: { ...headers, "if-range": '"x"' } });
		expect(other.status).toBe(200);
		expect((await other.bytes()).length).toBe(2_300_001);
		const behind = await site.request(pathOf(1), { headers: { range: "bytes=9999999-" } });
		expect(behind.status).toBe(416);
		expect(behind.headers.get("content-range")).toBe("bytes */2300001");
	});

	test("is for the owner alone", async () => {
		for (const path of [pathOf(0), "/api/originals.zip"]) {
			expect((await fetch(site.url + path)).ok).toBe(false);
		}
		expect((await site.request(`/api/photos/${"f".repeat(32)}/original`)).ok).toBe(false);
		expect((await site.request(pathOf(LOST))).ok).toBe(false);
	});
});

describe("all originals as a ZIP", () => {
	const expected = {
		"quay.jpg": bytesOf(0),
		"quay (2).jpg": bytesOf(1),
		"Blaue Stunde über Köln.jpg": bytesOf(2),
		"写真.jpg": bytesOf(4),
		"missing originals.txt": new TextEncoder().encode("lost.jpg\n"),
	};

	test("are every byte of every photo, under their names", async () => {
		const response = await site.request("/api/originals.zip");
		expect(response.headers.get("content-type")).toBe("application/zip");
		expect(response.headers.get("content-disposition")).toContain("%E5%86%99%E7%9C%9F.zip");
		expect(response.headers.get("cache-control")).toBe("private, no-store");
		expect(unzipSync(await response.bytes())).toEqual(expected);
	});

	requires("unzip").test("are unpacked by Info-ZIP", async () => {
		const folder = await temporaryFolder();
		try {
			const zip = join(folder, "all.zip");
			await Bun.write(zip, await site.request("/api/originals.zip"));
			const unpacked = Bun.spawn(["unzip", "-q", zip, "-d", folder], { stderr: "pipe" });
			expect(await unpacked.exited).toBe(0);
			for (const [name, bytes] of Object.entries(expected)) {
				expect(await Bun.file(join(folder, name)).bytes()).toEqual(new Uint8Array(bytes));
			}
		} finally {
			await removeFolder(folder);
		}
	});
});

describe("reading ends when the client leaves", () => {
	/** A store whose originals have no end; resolves when the reading of one ends. */
	function endlessStore() {
		const ended = Promise.withResolvers<void>();
		let opened = 0;
		const stream = (): ReadableStream<Uint8Array> => {
			opened++;
			return new ReadableStream({
				pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
				cancel: () => ended.resolve(),
			});
		};
		const store = {
			...media,
			async get(key: string) {
				const object = await media.get(key);
				return object && { ...object, stream };
			},
		};
		return { store, ended: ended.promise, opened: () => opened };
	}

	test.each([pathOf(0), "/api/originals.zip"])("of %s", async (path) => {
		const { store, ended, opened } = endlessStore();
		const endless = serve(store);
		try {
			const client = new AbortController();
			const response = await endless.request(path, { signal: client.signal });
			await within("the first bytes arrive", response.body?.getReader().read() ?? Promise.reject());
			client.abort();
			await within("reading ends", ended);
			expect(opened()).toBe(1);
		} finally {
			await endless.stop();
		}
	});
});
