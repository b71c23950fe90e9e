import { describe, expect, test } from "bun:test";
import { CloudFrontClient, CreateInvalidationCommand } from "@aws-sdk/client-cloudfront";
import { buildViewerRequest } from "../../edge/build/cloudfront-function.ts";
import { createLocalCloudFront } from "../../edge/cloudfront/local-cloudfront.ts";
import type { HttpResponse } from "../../edge/cloudfront/messages.ts";
import { OUR_RESPONSE_HEADERS } from "../../edge/cloudfront/response-headers.ts";
import { serveCloudFront } from "../../edge/cloudfront/server.ts";
import { OUR_CACHE_POLICY } from "../../edge/cloudfront/time-to-live.ts";
import { within } from "../patience.ts";
import { BUCKETS, PHOTO } from "./urls.ts";

const script = await buildViewerRequest(BUCKETS);
const NAME = `/media/${PHOTO}/a.jpg`;

const IMAGE: HttpResponse = {
	status: 200,
	headers: { "content-type": "image/jpeg", "cache-control": "max-age=60", etag: '"e"' },
	body: new TextEncoder().encode("image"),
};

/** A distribution with a controlled clock and origin. */
function distribution(
	answer: (path: string) => HttpResponse | Promise<HttpResponse>,
	pointsOfPresence = 1,
) {
	const clock = { now: 1_000_000 };
	const requested: string[] = [];
	const cloudFront = createLocalCloudFront({
		script,
		policy: OUR_CACHE_POLICY,
		responseHeaders: OUR_RESPONSE_HEADERS,
		pointsOfPresence,
		pointOfPresenceBytes: 1e6,
		regionBytes: pointsOfPresence > 1 ? 1e6 : 0,
		now: () => clock.now,
		async requestOrigin(path) {
			requested.push(path);
			return await answer(path);
		},
	});
	const get = (query: string, pointOfPresence = 0, headers: Record<string, string> = {}) =>
		cloudFront.respond(
			{ method: "GET", path: NAME, query, headers: Object.entries(headers) },
			pointOfPresence,
		);
	return { clock, requested, cloudFront, get };
}

describe("a local CloudFront", () => {
	test("has one entry for 400 to 402 px, any order of parameters and equivalent Accept headers", async () => {
		const { requested, get } = distribution(() => IMAGE);
		const first = await get("width=400");
		expect(first).toMatchObject({ status: 200, headers: { "x-cache": "Miss from cloudfront" } });
		expect(first.headers).not.toHaveProperty("age");
		for (const query of ["width=401", "x=1&width=402", "dpr=2&width=200&format=jpeg"]) {
			const { headers } = await get(query, 0, { accept: "*/*" });
			expect(headers).toMatchObject({ "x-cache": "Hit from cloudfront", age: "0" });
		}
		expect(requested).toEqual([`/photos/${PHOTO}/w416.jpeg`]);
	});

	test("sends the entry's age, and requests it again after it expires", async () => {
		const { clock, requested, get } = distribution(() => IMAGE);
		await get("width=400");
		clock.now += 59_999;
		expect((await get("width=400")).headers.age).toBe("59");
		clock.now += 1;
		expect((await get("width=400")).headers["x-cache"]).toBe("Miss from cloudfront");
		expect(requested).toHaveLength(2);
	});

	test("adds the response headers, also to errors, but not to the function's responses", async () => {
		const { get } = distribution((path) => ({
			...IMAGE,
			status: path.includes("640") ? 404 : 200,
		}));
		expect((await get("width=400")).headers).toMatchObject(OUR_RESPONSE_HEADERS);
		expect((await get("width=640")).headers).toMatchObject({ vary: "Accept" });
		const { status, headers } = await get("width=0");
		expect({ status, xCache: headers["x-cache"], vary: headers.vary }).toEqual({
			status: 400,
			xCache: "FunctionGeneratedResponse from cloudfront",
			vary: undefined,
		});
	});

	test("does not cache a failure, and caches a 404 for ten seconds", async () => {
		const failure = { status: 503, headers: { "cache-control": "no-store" }, body: IMAGE.body };
		const missing = { ...failure, status: 404 };
		const answers: HttpResponse[] = [failure, missing, IMAGE];
		const { clock, get } = distribution(() => answers.shift() ?? IMAGE);
		expect((await get("width=400")).status).toBe(503);
		expect((await get("width=400")).status).toBe(404);
		clock.now += 9_999;
		expect(await get("width=400")).toMatchObject({
			status: 404,
			headers: { "x-cache": "Error from cloudfront", age: "9" },
		});
		clock.now += 1;
		expect((await get("width=400")).status).toBe(200);
	});

	test("sends one request to the origin for a hundred at once, at three points of presence", async () => {
		const gate = Promise.withResolvers<HttpResponse>();
		const { requested, get } = distribution(() => gate.promise, 3);
		const all = Array.from({ length: 100 }, (_, i) => get(`width=${400 + (i % 3)}`, i % 3));
		gate.resolve(IMAGE);
		expect(new Set((await Promise.all(all)).map(({ status }) => status))).toEqual(new Set([200]));
		expect(requested).toHaveLength(1);
		for (const pop of [0, 1, 2]) {
			expect((await get("width=400", pop)).headers["server-timing"]).toContain("EDGE");
		}
	});

	test("takes an entry from the region after a miss in a point of presence", async () => {
		const { requested, get } = distribution(() => IMAGE, 2);
		await get("width=400", 0);
		expect((await get("width=400", 1)).headers["server-timing"]).toContain("REC");
		expect((await get("width=400", 1)).headers["server-timing"]).toContain("EDGE");
		expect(requested).toHaveLength(1);
	});

	test("removes one photo from every cache on an invalidation", async () => {
		const { requested, cloudFront, get } = distribution(() => IMAGE, 2);
		for (const pop of [0, 1]) await get("width=400", pop);
		cloudFront.invalidate(`/photos/${"f".repeat(32)}/*`);
		expect((await get("width=400", 1)).headers["x-cache"]).toBe("Hit from cloudfront");
		cloudFront.invalidate(`/photos/${PHOTO}/*`);
		for (const pop of [0, 1]) await get("width=400", pop);
		expect(requested).toHaveLength(2);
	});

	test("answers 304 if the visitor has the image already", async () => {
		const { get } = distribution(() => IMAGE);
		expect((await get("width=400", 0, { "If-None-Match": 'W/"e"' })).status).toBe(304);
		expect((await get("width=400", 0, { "If-None-Match": '"other"' })).status).toBe(200);
	});
});

test("a served CloudFront handles raw targets, HEAD, the point-of-presence header and invalidations", async () => {
	const { requested, cloudFront } = distribution(() => IMAGE, 3);
	const server = await serveCloudFront({ cloudFront, pointsOfPresence: 3, port: 0 });
	try {
		const address = `${server.url}${NAME}?width=400`;
		const at = (pop: string, method = "GET") =>
			fetch(address, { method, headers: { "x-point-of-presence": pop } });
		const head = await at("1", "HEAD");
		expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
			200,
			"5",
			"",
		]);
		const hit = await at("1");
		expect([hit.headers.get("x-amz-cf-pop"), hit.headers.get("x-cache"), await hit.text()]).toEqual(
			["LOCAL1", "Hit from cloudfront", "image"],
		);
		expect((await fetch(address, { method: "DELETE" })).status).toBe(403);
		expect((await fetch(`${server.url}${NAME}?w%69dth=400`)).status).toBe(400);
		const Paths = { Quantity: 1, Items: [`/photos/${PHOTO}/*`] };
		const InvalidationBatch = { CallerReference: "1", Paths };
		const client = new CloudFrontClient({
			region: "us-east-1",
			endpoint: server.url,
			credentials: { accessKeyId: "test", secretAccessKey: "test" },
		});
		await client.send(new CreateInvalidationCommand({ DistributionId: "E1", InvalidationBatch }));
		client.destroy();
		expect((await at("1")).headers.get("x-cache")).toBe("Miss from cloudfront");
		expect(requested).toHaveLength(2);
	} finally {
		await server.stop();
	}
});

test("a served CloudFront that is stopped answers the requests that have arrived", async () => {
	const { promise: image, resolve: send } = Promise.withResolvers<HttpResponse>();
	const { promise: hasArrived, resolve: arrive } = Promise.withResolvers<void>();
	const requestOrigin = () => {
		arrive();
		return image;
	};
	const { cloudFront } = distribution(requestOrigin);
	const server = await serveCloudFront({ cloudFront, pointsOfPresence: 1, port: 0 });
	const answer = fetch(`${server.url}${NAME}?width=400`);
	await within("the request arrives", hasArrived);
	const stopped = server.stop();
	send(IMAGE);
	expect(await (await answer).text()).toBe("image");
	await within("the server has stopped", stopped);
	expect(await fetch(server.url).catch(() => "refused")).toBe("refused");
});
