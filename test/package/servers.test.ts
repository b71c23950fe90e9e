import { afterAll, beforeAll, describe, expect, test } from "bun:test";
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
const original = encode(imageOf(quadrants(120, 80)).zoom(5, 5), "jpeg");
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

/** Serves the photo with one server after the other, in one process; returns what it printed of each. */
async function serve(names: readonly string[], ...command: readonly string[]) {
	await prepare();
	const printed = project?.run(...command, pathOf("photos"), ...names) ?? expect.unreachable();
	const lines = printed.trim().split("\n");
	expect(lines).toHaveLength(names.length);
	return new Map(names.map((name, i) => [name, lines[i] ?? ""]));
}

async function expectImages(site: string | number, line = ""): Promise<void> {
	const { image, ...found } = JSON.parse(line);
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
		describe("on Node with", () => {
			let answers: ReadonlyMap<string, string>;
			beforeAll(async () => {
				answers = await serve(["http", "express", "fastify", "hono"], node ?? "", "serve.mjs");
			});

			test.each([
				["http", 404],
				["express", "the rest of the site"],
				["fastify", "the rest of the site"],
				["hono", "the rest of the site"],
			])("%s", async (server, site) => {
				await expectImages(site, answers.get(server));
			});
		});

		requiresOnCi(deno.isInstalled, deno.missing).test("on Deno", async () => {
			const flags = ["run", "--allow-all", "--node-modules-dir=manual"];
			const answers = await serve(["deno"], deno.path(".bin/deno"), ...flags, "serve.mjs");
			await expectImages(404, answers.get("deno"));
		});
	},
);
