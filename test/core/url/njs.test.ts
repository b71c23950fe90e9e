import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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
});
