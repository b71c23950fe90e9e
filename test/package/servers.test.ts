import { afterAll, expect, test } from "bun:test";
import { cp, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { encode, imageOf } from "../pictures/painter.ts";
import { quadrants } from "../pictures/pixels.ts";
import { readPixels } from "../pictures/read.ts";
import { requiresOnCi } from "../requirements.ts";
import { installTools } from "../tools/install.ts";
import { installPacked } from "./packed.ts";

const [npm, node] = [Bun.which("npm"), Bun.which("node")];
const project = npm && node ? await installPacked() : null;
afterAll(() => project?.remove());

const deno = await installTools("deno");
const program = fileURLToPath(new URL("./serve-images.mjs", import.meta.url));
const original = encode(imageOf(quadrants(120, 80)).zoom(10, 10), "jpeg");
const pathOf = (name: string) => join(project?.folder ?? "", name);

/** Links the frameworks from this repository. */
async function prepare(): Promise<void> {
	await Bun.write(pathOf("photos/photo.jpg"), original);
	await cp(program, pathOf("serve.mjs"));
	for (const name of ["express", "fastify", "hono"]) {
		const manifest = Bun.resolveSync(`${name}/package.json`, import.meta.dir);
		await symlink(dirname(manifest), pathOf(`node_modules/${name}`)).catch(() => {});
	}
}

async function expectImages(site: string | number, ...command: readonly string[]): Promise<void> {
	await prepare();
	const printed = project?.run(...command, pathOf("photos")) ?? expect.unreachable();
	const { image, ...found } = JSON.parse(printed.trim().split("\n").at(-1) ?? "");
	expect(found).toEqual({
		type: "image/webp",
		caching: "public, max-age=60, stale-while-revalidate=86400",
		statuses: [200, 304, 200, 404, 405],
		length: true,
		site,
	});
	const pixels = await readPixels(Uint8Array.fromBase64(image));
	expect(pixels).toMatchObject({ width: 480, height: 320 });
}

requiresOnCi(project?.isInstalled ?? false, "no npm, or the registry is unreachable").describe(
	"the packed library serves a folder's photos",
	() => {
		test.each([
			["http", 404],
			["express", "the rest of the site"],
			["fastify", "the rest of the site"],
			["hono", "the rest of the site"],
		])("on Node with %s", async (server, site) => {
			await expectImages(site, node ?? "", "serve.mjs", server);
		});

		requiresOnCi(deno.isInstalled, deno.missing).test("on Deno", async () => {
			const flags = ["run", "--allow-all", "--node-modules-dir=manual"];
			await expectImages(404, deno.path(".bin/deno"), ...flags, "serve.mjs", "deno");
		});
	},
);
