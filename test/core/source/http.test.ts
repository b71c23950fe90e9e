import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { createHttpSource, type HttpSourceOptions } from "widthwise/source/http";
import { isPublicAddress } from "../../../core/source/http/public-address.ts";
import { codeOf, codeOfAsync } from "../../containers/thrown.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";

type Answer = (request: Request) => Response | Promise<Response>;
let answer: Answer;
const seen: string[] = [];
const server = Bun.serve({
	hostname: "127.0.0.1",
	port: 0,
	fetch(request) {
		const { pathname, search } = new URL(request.url);
		seen.push(`${request.method} ${request.headers.get("host")} ${pathname}${search}`);
		return answer(request);
	},
});
afterAll(() => server.stop(true));

const jpeg = encodedQuadrants("jpeg");
const local = async () => [{ address: "127.0.0.1", family: 4 }];
const HOST = `photos.example:${server.port}`;

beforeEach(() => {
	seen.length = 0;
	answer = () => new Response(new Uint8Array(jpeg), { headers: { etag: '"v1"' } });
});

function open(options: HttpSourceOptions = {}) {
	return createHttpSource({
		origin: `http://${HOST}/originals/`,
		allowsPrivateAddresses: true,
		resolve: local,
		...options,
	});
}

async function readFrom(options: HttpSourceOptions = {}, id = "a.jpg", maxBytes = 1e6) {
	return (await open(options).find(id))?.read(maxBytes);
}

describe("a source of a web server", () => {
	test("finds and reads an original below its origin", async () => {
		const found = await open().find("Köln/a b#?.jpg");
		expect(found?.version).toBe('"v1"');
		expect(await found?.read(1e6)).toEqual(new Uint8Array(jpeg));
		const path = "/originals/K%C3%B6ln/a%20b%23%3F.jpg";
		expect(seen).toEqual([`HEAD ${HOST} ${path}`, `GET ${HOST} ${path}`]);
	});

	test.each([403, 404, 410])("does not find what is answered with %i", async (status) => {
		answer = () => new Response(null, { status });
		expect(await open().find("a.jpg")).toBeNull();
	});

	test.each([401, 429, 500, 503])("is unavailable if it answers %i", async (status) => {
		answer = () => new Response(null, { status });
		expect(await codeOfAsync(() => open().find("a.jpg"))).toBe("unavailable");
	});

	test("is unavailable if nothing listens or no name exists", async () => {
		const closed = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
		const origin = `http://127.0.0.1:${closed.port}/`;
		await closed.stop(true);
		expect(await codeOfAsync(() => open({ origin }).find("a.jpg"))).toBe("unavailable");
		const resolve = () => Promise.reject(new Error("ENOTFOUND"));
		expect(await codeOfAsync(() => open({ resolve }).find("a.jpg"))).toBe("unavailable");
	});

	test("is unavailable if it does not answer in time", async () => {
		answer = () => new Promise(() => {});
		expect(await codeOfAsync(() => open({ timeoutMs: 20 }).find("a.jpg"))).toBe("unavailable");
	});

	test("takes the date and the size for a version, else the bytes", async () => {
		const modified = "Mon, 01 Jan 2024 00:00:00 GMT";
		answer = () => new Response(new Uint8Array(jpeg), { headers: { "last-modified": modified } });
		expect((await open().find("a.jpg"))?.version).toStartWith(modified);
		answer = () => new Response(new Uint8Array(jpeg));
		const [first, second] = [await open().find("a.jpg"), await open().find("a.jpg")];
		expect(first?.version).toBe(second?.version ?? "none");
		expect(await first?.read(1e6)).toEqual(new Uint8Array(jpeg));
		answer = () => new Response(new Uint8Array(encodedQuadrants("png")));
		expect((await open().find("a.jpg"))?.version).not.toBe(first?.version ?? "none");
	});

	test("works where HEAD is not supported", async () => {
		answer = ({ method }) =>
			method === "HEAD" ? new Response(null, { status: 405 }) : new Response(new Uint8Array(jpeg));
		expect(await readFrom()).toEqual(new Uint8Array(jpeg));
	});

	test("does not read another version than it found", async () => {
		const found = await open().find("a.jpg");
		answer = () => new Response(new Uint8Array(jpeg), { headers: { etag: '"v2"' } });
		expect(await codeOfAsync(() => found?.read(1e6))).toBe("busy");
	});
});

describe("what is downloaded", () => {
	const streamed = (start: Uint8Array) => () => {
		let isFirst = true;
		const body = new ReadableStream<Uint8Array>({
			pull(controller) {
				controller.enqueue(isFirst ? start : new Uint8Array(100_000));
				isFirst = false;
			},
		});
		return new Response(body, { headers: { etag: '"v1"' } });
	};

	test("is not larger than allowed, whatever its length says", async () => {
		expect(await codeOfAsync(() => readFrom({}, "a.jpg", jpeg.length - 1))).toBe("file-too-large");
		expect(await readFrom({}, "a.jpg", jpeg.length)).toEqual(new Uint8Array(jpeg));
		// Without an end.
		answer = streamed(jpeg.slice(0, 400));
		expect(await codeOfAsync(() => readFrom())).toBe("file-too-large");
	});

	test("is an image, by its first bytes", async () => {
		answer = streamed(new TextEncoder().encode("<!doctype html>".padEnd(400)));
		expect(await codeOfAsync(() => readFrom({}, "a.jpg", 1e12))).toBe("not-an-image");
		answer = () => new Response("", { headers: { etag: '"v1"', "content-type": "image/jpeg" } });
		expect(await codeOfAsync(() => readFrom())).toBe("empty-file");
		answer = () => new Response("<svg/>", { headers: { etag: '"v1"' } });
		expect(await codeOfAsync(() => readFrom())).toBe("unsupported-format");
	});
});

describe("only allowed hosts are requested", () => {
	test("which ids may begin with", async () => {
		const source = createHttpSource({ hosts: ["photos.example"], resolve: local });
		for (const id of ["evil.example/a.jpg", "photos.example", "photos.example:81/a.jpg", "a.jpg"]) {
			expect(await source.find(id)).toBeNull();
		}
		// Allowed, but at a private address.
		expect(await codeOfAsync(() => source.find("photos.example/a.jpg"))).toBe("unavailable");
		expect(seen).toEqual([]);
	});

	test.each([
		"../secret",
		"a/../../secret",
		"//evil.example/a",
		"http://evil.example/a",
		"@evil",
		"..",
	])("the id %p does not lead out of the origin", async (id) => {
		await open().find(id);
		for (const line of seen) expect(line).toStartWith(`HEAD ${HOST} /originals/`);
	});

	test("also by redirects, which are followed", async () => {
		answer = ({ url }) =>
			url.endsWith("b.jpg")
				? new Response(new Uint8Array(jpeg), { headers: { etag: '"b"' } })
				: Response.redirect(`http://cdn.example:${server.port}/b.jpg`, 302);
		expect(await codeOfAsync(() => open().find("a.jpg"))).toBe("unavailable");
		expect(seen).toHaveLength(1);
		const hosts = [`cdn.example:${server.port}`];
		expect(await readFrom({ hosts })).toEqual(new Uint8Array(jpeg));
	});

	test.each([
		"https://evil.example/a.jpg",
		"file:///etc/passwd",
		"http://169.254.169.254/latest/meta-data/",
		`http://user:password@${HOST}/originals/b.jpg`,
		"//evil.example/a.jpg",
	])("a redirect to %s is refused", async (location) => {
		answer = () => new Response(null, { status: 302, headers: { location } });
		expect(await codeOfAsync(() => open().find("a.jpg"))).toBe("unavailable");
		expect(seen).toHaveLength(1);
	});

	test("a circle of redirects ends", async () => {
		answer = () => new Response(null, { status: 307, headers: { location: "a.jpg" } });
		expect(await codeOfAsync(() => open().find("a.jpg"))).toBe("unavailable");
		expect(seen.length).toBeLessThan(10);
	});

	test.each([{}, { hosts: [] }, { origin: "photos.example/" }, { origin: "https://a.example/b" }])(
		"%j is refused",
		(options) => {
			expect(codeOf(() => createHttpSource(options))).toBe("misconfigured");
		},
	);
});

describe("only public addresses are requested", () => {
	test.each(["127.0.0.1", "10.1.2.3", "::1", "::ffff:127.0.0.1"])("not %s", async (address) => {
		const resolve = async () => [{ address, family: address.includes(":") ? 6 : 4 }];
		const found = open({ allowsPrivateAddresses: false, resolve }).find("a.jpg");
		expect(await codeOfAsync(() => found)).toBe("unavailable");
		expect(seen).toEqual([]);
	});

	test("not if one of several is private", async () => {
		const resolve = async () => [{ address: "93.184.215.14", family: 4 }, ...(await local())];
		const found = open({ allowsPrivateAddresses: false, resolve }).find("a.jpg");
		expect(await codeOfAsync(() => found)).toBe("unavailable");
	});

	test.each(["127.0.0.1", "[::1]", "2130706433", "0x7f.1"])("not %s in the URL", async (host) => {
		const origin = `http://${host}:${server.port}/`;
		const source = createHttpSource({ origin });
		expect(await codeOfAsync(() => source.find("a.jpg"))).toBe("unavailable");
		expect(seen).toEqual([]);
	});

	test("names are resolved once for each connection, so they cannot change after the check", async () => {
		let times = 0;
		const resolve = async () => {
			times++;
			return local();
		};
		await open({ resolve }).find("a.jpg");
		expect([times, seen.length]).toEqual([1, 1]);
	});

	test.each([
		...["0.0.0.0", "10.0.0.1", "100.64.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1"],
		...["172.31.255.255", "192.168.1.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::"],
		...["::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "fc00::1", "fd12::1", "fe80::1", "ff02::1"],
		...["2002:a00:1::", "2001::1", "2001:db8::1", "photos.example", ""],
	])("%p is not public", (address) => {
		expect(isPublicAddress(address)).toBe(false);
	});

	test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::8a"])(
		"%p is public",
		(address) => {
			expect(isPublicAddress(address)).toBe(true);
		},
	);
});
