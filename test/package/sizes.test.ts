import { afterAll, expect, test } from "bun:test";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { jpeg, segment } from "../containers/jpeg.ts";
import { XMP_PACKET } from "../containers/metadata.ts";
import { requiresOnCi } from "../requirements.ts";
import { installPacked } from "./packed.ts";

const [npm, node] = [Bun.which("npm"), Bun.which("node")];
const project = npm && node ? await installPacked() : null;
afterAll(() => project?.remove());

/** Bytes of the installed library with all that it needs. */
const MAX_INSTALLED_BYTES = 22e6;

/** What a page may import, and the bytes it may cost, minified. */
const PARTS = [
	["URLs and srcset", 'export { formatImageUrl, srcset } from "widthwise";', 500],
	["strip", 'export { strip } from "widthwise";', 76_000],
] as const;

requiresOnCi(project?.isInstalled ?? false, "no npm, or the registry is unreachable").describe(
	"the packed library",
	() => {
		const folder = project?.folder ?? "";

		/** Bundles a module for pages. */
		async function bundle(source: string): Promise<Uint8Array> {
			const { outputFiles } = await build({
				stdin: { contents: source, resolveDir: folder },
				...{ bundle: true, minify: true, format: "esm", platform: "browser", write: false },
				logLevel: "silent",
			});
			return outputFiles[0]?.contents ?? expect.unreachable();
		}

		test.each(PARTS)("is small in a bundle that uses only %s", async (_, source, maxBytes) => {
			const { length } = await bundle(source);
			expect(length).toBeGreaterThan(100);
			expect(length).toBeLessThanOrEqual(maxBytes);
		});

		test("takes at most 22 MB with all that it needs", async () => {
			const modules = join(folder, "node_modules");
			const entries = await readdir(modules, { recursive: true, withFileTypes: true });
			const sizes = entries
				.filter((entry) => entry.isFile())
				.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size);
			const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
			expect(total).toBeGreaterThan(5e6);
			expect(total).toBeLessThanOrEqual(MAX_INSTALLED_BYTES);
		});

		test("reads XMP in a bundle on a runtime without DOMParser", async () => {
			const program = join(folder, "..", "bundled.mjs");
			const source = `
				import { readMetadata } from "widthwise/metadata";
				const photo = Uint8Array.from(JSON.parse(process.argv[2]));
				console.log(typeof DOMParser, (await readMetadata(photo)).title);
			`;
			await Bun.write(program, await bundle(source));
			const photo = jpeg([segment(0xe1, xmpSegment())]);
			const printed = Bun.spawnSync([node ?? "", program, JSON.stringify([...photo])]);
			expect(printed.stdout.toString()).toBe("undefined Evening & harbour\n");
		});
	},
);

function xmpSegment(): Uint8Array {
	const head = new TextEncoder().encode("http://ns.adobe.com/xap/1.0/\0");
	return new Uint8Array([...head, ...XMP_PACKET]);
}
