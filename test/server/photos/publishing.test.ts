import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { until } from "../../patience.ts";
import { startNewServer } from "../../running-server.ts";
import { asOwner, metric, photo, upload } from "../client.ts";
import { filesIn, publicFilesWith } from "../data-folder.ts";
import { drawn, drawnLarge, withExif } from "../drawn-photos.ts";
import { openEvents, settled } from "../photo-events.ts";

const server = await startNewServer();
afterAll(server.remove);

/** A page of the list, as visitors see it. */
async function page(query = ""): Promise<{ ids: readonly string[]; cursor: string | null }> {
	const response = await fetch(`${server.url}/api/photos${query}`);
	const { photos, cursor }: { photos: { id: string }[]; cursor: string | null } =
		await response.json();
	return { ids: photos.map(({ id }) => id), cursor };
}

const PRIVATE = ["SECRET", "Exif", "latitude", "position", "14.82", "originals/", server.dataDir];

describe("a photo with camera metadata", () => {
	let id = "";
	beforeAll(async () => {
		[id = ""] = await upload(server, ["Blue hour.jpg", withExif(drawnLarge(1, 1500, 1000), 6)]);
		await settled(server, [id]);
	});

	test("has its public fields, for visitors too", async () => {
		const response = await fetch(`${server.url}/api/photos/${id}`);
		expect(response.headers.get("cache-control")).toBe("no-store");
		const url = `/media/${id}/photo-2018-07-25.v1.jpg`;
		expect(await response.json()).toEqual({
			id,
			status: "published",
			title: null,
			caption: null,
			width: 1000,
			height: 1500,
			bytes: expect.any(Number),
			frames: 1,
			takenAt: "2018-07-25T16:34:23+02:00",
			showsPosition: false,
			camera: "Canon EOS 5D Mark III",
			lens: "EF24-70mm f/2.8L USM",
			exposure: 0.005,
			aperture: 2.8,
			iso: 640,
			focalLength: 35,
			focalLength35: 36,
			url,
			srcset: [288, 480, 608, 736, 960]
				.map((width) => `${url}?width=${width} ${width}w`)
				.concat(`${url}?width=1088 1000w`)
				.join(", "),
			avifSrcset: null,
			placeholder: expect.stringMatching(/^data:image\/webp;base64,/),
			error: null,
			createdAt: expect.stringMatching(/Z$/),
			publishedAt: expect.stringMatching(/Z$/),
		});
	});

	test("has a position for the owner alone", async () => {
		expect((await photo(server, id))?.position).toEqual({
			latitude: expect.closeTo(50.2996, 3),
			longitude: expect.closeTo(14.8203, 3),
			altitude: 252,
		});
	});

	test.each([
		"/",
		"/api/photos",
		"/api/photos/:id",
		"/photos/:id",
		"/media/:id/x.jpg",
		"/media/:id/x.jpg?width=400",
		"/metrics",
		"/openapi/json",
	])("has nothing private at %s", async (path) => {
		const response = await fetch(server.url + path.replace(":id", id));
		expect(response.status).toBe(200);
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(bytes.length).toBeGreaterThan(500);
		expect(PRIVATE.filter((text) => bytes.includes(text))).toEqual([]);
	});

	test("has nothing private in any public file", async () => {
		expect((await filesIn(server, "public")).length).toBeGreaterThan(4);
		expect(await publicFilesWith(server, "SECRET", "Exif", "Ada Byron")).toEqual([]);
	});
});

describe("the list of photos", () => {
	const count = 7;
	let ids: string[] = [];
	beforeAll(async () => {
		const files = Array.from({ length: count }, (_, i) => [`${i}.jpg`, drawn(20 + i)] as const);
		const uploaded: string[] = [];
		for (const file of files) uploaded.push(...(await upload(server, file)));
		await settled(server, uploaded);
		ids = uploaded.toReversed();
	});

	test("is ordered from newest to oldest", async () => {
		expect((await page()).ids.slice(0, count)).toEqual(ids);
	});

	test("has pages without repetitions or gaps, even while photos are published", async () => {
		const seen: string[] = [];
		let cursor: string | null = "";
		for (let step = 0; cursor !== null; step++) {
			const next = await page(`?limit=3${cursor && `&cursor=${cursor}`}`);
			expect(next.ids.length).toBeLessThanOrEqual(3);
			seen.push(...next.ids);
			cursor = next.cursor;
			if (step === 0) await settled(server, await upload(server, ["new.jpg", drawn(40)]));
		}
		expect(seen.slice(0, count)).toEqual(ids);
		expect(new Set(seen).size).toBe(seen.length);
		expect(seen).toHaveLength(count + 1);
	});

	test("has 1 to 200 photos on a page", async () => {
		expect((await page("?limit=1")).ids).toHaveLength(1);
		expect((await fetch(`${server.url}/api/photos?limit=200`)).status).toBe(200);
	});

	test.each(["limit=0", "limit=201", "limit=-1", "limit=2.5", "limit=many", "limit="])(
		"refuses %s",
		async (query) => {
			const response = await fetch(`${server.url}/api/photos?${query}`);
			expect(response.status).toBe(400);
			expect(await response.json()).toEqual({
				error: { code: "bad-request", message: "Cannot parse limit: must be 1 to 200" },
			});
		},
	);

	test.each([
		["not a cursor", "abc"],
		["NUL", "%00"],
		["a number", btoa("123")],
		["an invalid id", btoa(`1.${"0".repeat(31)}x`)],
		["very long", "A".repeat(3000)],
	])("refuses a cursor that is %s", async (_, cursor) => {
		for (const path of ["/api/photos", "/"]) {
			const response = await fetch(`${server.url}${path}?cursor=${cursor}`);
			expect(response.status).toBe(400);
			expect(await response.text()).toContain("Cannot read the cursor");
		}
	});
});

describe("the event stream", () => {
	test("reports every status to the owner, and published and removed photos to visitors", async () => {
		using owner = await openEvents(server);
		using visitor = await openEvents(server, {});
		const [id = ""] = await upload(server, ["events.jpg", drawn(50)]);
		await visitor.first((event) => event.id === id && event.status === "published");
		await asOwner(server, `/api/photos/${id}`, { method: "DELETE" });
		await owner.first(({ status }) => status === "removed");
		await visitor.first(({ status }) => status === "removed");
		const statuses = (received: typeof owner.received) => received.map(({ status }) => status);
		expect(statuses(owner.received)).toEqual(["received", "processing", "published", "removed"]);
		expect(statuses(visitor.received)).toEqual(["published", "removed"]);
		expect(new Set([...owner.received, ...visitor.received].map((event) => event.id))).toEqual(
			new Set([id]),
		);
	});

	test("continues for the others when a listener disconnects", async () => {
		using staying = await openEvents(server);
		const leaving = await openEvents(server);
		leaving.close();
		const [id = ""] = await upload(server, ["leaving.jpg", drawn(51)]);
		await staying.first((event) => event.id === id && event.status === "published");
		expect(leaving.received).toEqual([]);
	});
});

test("accepted and published photos are counted", async () => {
	const accepted = () => metric(server, 'widthwise_uploads_total{outcome="accepted"}');
	const published = () => metric(server, 'widthwise_ingest_seconds_count{outcome="published"}');
	const isEven = async () => (await published()) === (await accepted());
	await until("the photos of the other tests are counted", isEven);
	const before = await accepted();
	await settled(server, await upload(server, ["counted.jpg", drawn(60)]));
	expect(await accepted()).toBe(before + 1);
	await until("the photo is counted as published", isEven);
});
