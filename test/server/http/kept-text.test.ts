import { expect, test } from "bun:test";
import { keepText } from "../../../server/http/kept-text.ts";

const requestOf = (headers: Readonly<Record<string, string>>) =>
	new Request("http://127.0.0.1/", { headers });

test("a kept text says what it varies by, and is 304 for who has it", async () => {
	const common = { Vary: "Cookie", "Content-Type": "text/html" };
	const kept = keepText("Photos ".repeat(400), common);
	const plain = kept.respond(requestOf({}));
	expect(plain.headers.get("vary")).toBe("Cookie, Accept-Encoding");
	expect(await plain.text()).toBe(kept.text);
	const gzip = kept.respond(requestOf({ "Accept-Encoding": "gzip" }));
	expect(gzip.headers.get("vary")).toBe("Cookie, Accept-Encoding");
	expect(new TextDecoder().decode(Bun.gunzipSync(await gzip.bytes()))).toBe(kept.text);
	const etag = plain.headers.get("etag") ?? "";
	expect(kept.respond(requestOf({ "If-None-Match": etag })).status).toBe(304);
});
