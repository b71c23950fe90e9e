import { expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { finishFunction } from "../../../edge/build/cloudfront-function.ts";
import { requires } from "../../requirements.ts";

const njs = Bun.which("njs");
const source = fileURLToPath(new URL("../../../core/url/", import.meta.url));

/** Bundles a program and the parts of `url/` it imports into one script and runs it under njs. */
async function runUnderNjs(program: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "widthwise-njs-"));
	try {
		const entry = join(folder, "entry.ts");
		await Bun.write(entry, program);
		const built = await Bun.build({ entrypoints: [entry], format: "iife", target: "browser" });
		const script = join(folder, "url.js");
		await Bun.write(script, (await built.outputs[0]?.text()) ?? "");
		const run = Bun.spawnSync([njs ?? "njs", script]);
		if (run.exitCode !== 0) throw new Error(`${run.stderr}${run.stdout}`);
		return run.stdout.toString();
	} finally {
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

requires("njs").describe("url/ under njs", () => {
	test("parses image URLs, snaps widths and formats keys", async () => {
		const id = "0123456789abcdef0123456789abcdef";
		const output = await runUnderNjs(`
			import { parseImageUrl } from "${source}image-url.ts";
			import { srcset } from "${source}srcset.ts";
			import { parseVariantKey, variantKey } from "${source}keys.ts";
			import { chooseVariant } from "${source}variant.ts";
			import { DEFAULT_BUCKETS, parseBuckets } from "${source}width.ts";

			console.log(JSON.stringify([400, 401, 402].map(function (width) {
				const parsed = parseImageUrl("/media/${id}/a.jpg", "width=" + width + "&dpr=1.5");
				const key = variantKey(chooseVariant(parsed.value, "image/webp;q=0.5", DEFAULT_BUCKETS));
				const candidates = srcset("/i", 300, parseBuckets("256,416").value);
				return [key, parseVariantKey(key, DEFAULT_BUCKETS).ok, parseImageUrl("/x", "").code, candidates];
			})));
		`);
		const expected = [
			`photos/${id}/w608.webp`,
			true,
			"invalid-path",
			"/i?width=256 256w, /i?width=416 300w",
		];
		expect(JSON.parse(output)).toEqual([expected, expected, expected]);
	});

	test("runs a grammar of your own with signed paths", async () => {
		const output = await runUnderNjs(`
			import { PATH_ID } from "${source}id-form.ts";
			import { urlGrammar } from "${source}url-grammar.ts";

			const crypto = globalThis["require"]("crypto");
			const urls = urlGrammar({
				prefix: "/images/",
				id: PATH_ID,
				sign: function hmac(text) {
					return crypto.createHmac("sha256", "secret").update(text).digest("base64url");
				},
			});
			const path = urls.path("Köln/a b.jpg");
			console.log(JSON.stringify([
				path,
				urls.parse(path, "width=400"),
				urls.parse(path + "x", "").code,
				urls.parse("/images/%zz", "").code,
			]));
		`);
		const hmac = createHmac("sha256", "secret").update("/K%C3%B6ln/a%20b.jpg");
		expect(JSON.parse(output)).toEqual([
			`/images/${hmac.digest("base64url")}/K%C3%B6ln/a%20b.jpg`,
			{ ok: true, value: { photoId: "Köln/a b.jpg", width: 400, dpr: 1, format: null } },
			"invalid-signature",
			"invalid-signature",
		]);
	});
});

test("a function for a signed grammar of your own is within CloudFront's limits", async () => {
	const folder = await mkdtemp(join(tmpdir(), "widthwise-function-"));
	try {
		const entry = join(folder, "entry.ts");
		await Bun.write(
			entry,
			`
			import { PATH_ID } from "${source}id-form.ts";
			import { urlGrammar } from "${source}url-grammar.ts";
			import { variantKey } from "${source}keys.ts";
			import { chooseVariant } from "${source}variant.ts";

			const urls = urlGrammar({ prefix: "/images/", id: PATH_ID, sign: (text) => text.length + "" });
			export function handler(event) {
				const parsed = urls.parse(event.request.uri, "width=400");
				if (!parsed.ok) return { statusCode: 400, body: parsed.message };
				event.request.uri = variantKey(chooseVariant(parsed.value, "", [256, 416]));
				return event.request;
			}
			`,
		);
		const built = await Bun.build({ entrypoints: [entry], format: "esm", target: "browser" });
		const script = await finishFunction((await built.outputs[0]?.text()) ?? "");
		expect(script.length).toBeGreaterThan(1000);
	} finally {
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
});
