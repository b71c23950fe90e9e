import { expect, test } from "bun:test";
import { createCachedDocument } from "../../../server/feeds/cached-document.ts";
import { keepText } from "../../../server/http/kept-text.ts";

test("a document is built once a minute, for all who ask", async () => {
	let now = 0;
	let builds = 0;
	const document = createCachedDocument(
		async () => keepText(`build ${++builds}`, {}),
		() => now,
	);
	const first = await Promise.all([document(), document()]);
	expect(first.map(({ text }) => text)).toEqual(["build 1", "build 1"]);
	now = 59_999;
	expect((await document()).text).toBe("build 1");
	now = 60_000;
	expect((await document()).text).toBe("build 2");
});

test("a failed build is not cached", async () => {
	let fails = true;
	const document = createCachedDocument(
		async () => {
			if (fails) throw new Error("The database does not answer");
			return keepText("built", {});
		},
		() => 0,
	);
	await expect(document()).rejects.toThrow("does not answer");
	fails = false;
	expect((await document()).text).toBe("built");
});

test("a kept text is sent in each encoding, and not to those who have it", async () => {
	const kept = keepText("sitemap ".repeat(1000), { "Content-Type": "text/xml" });
	const ask = (headers: Readonly<Record<string, string>>) =>
		kept.respond(new Request("http://localhost/", { headers }));
	const plain = ask({});
	expect(await plain.text()).toBe(kept.text);
	const zipped = ask({ "Accept-Encoding": "gzip" });
	expect(zipped.headers.get("content-encoding")).toBe("gzip");
	expect(Bun.gunzipSync(await zipped.bytes())).toEqual(new TextEncoder().encode(kept.text));
	const zstd = ask({ "Accept-Encoding": "gzip, zstd" });
	expect(zstd.headers.get("content-encoding")).toBe("zstd");
	const etag = plain.headers.get("etag") ?? "";
	expect(ask({ "If-None-Match": etag }).status).toBe(304);
});
