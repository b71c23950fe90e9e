import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cp, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ROOT } from "../../house/source-files.ts";
import { within } from "../../patience.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { readPixels } from "../../pictures/read.ts";
import { requires, requiresOnCi } from "../../requirements.ts";
import { sharedChromium } from "../../services/shared.ts";
import { installTools } from "../../tools/install.ts";
import { installPacked } from "../packed.ts";
import {
	type Bundler,
	buildCommand,
	configuration,
	copyCommand,
	jsquashModule,
	type Place,
} from "./recipes.ts";

const [npm, node] = [Bun.which("npm"), Bun.which("node")];
const tools = await installTools("bundlers");
const project = npm && node && tools.isInstalled ? await installPacked() : null;
afterAll(() => project?.remove());

const BUNDLERS: readonly Bundler[] = ["esbuild", "vite", "webpack"];
const SIZE = { width: 30, height: 20 };
const ISOLATION = {
	"cross-origin-opener-policy": "same-origin",
	"cross-origin-embedder-policy": "require-corp",
};
const HTML = '<!doctype html><title>Cut</title><script type="module" src="./page.js"></script>';
const photo = encodedQuadrants("jpeg");

type Found = Readonly<Record<string, string>>;

requiresOnCi(project?.isInstalled ?? false, tools.missing).describe("a bundled app", () => {
	const folder = project?.folder ?? "";
	const run = (...command: readonly string[]) => project?.run(...command) ?? expect.unreachable();
	const shell = (command: string) =>
		run("sh", "-ec", `PATH="${tools.path(".bin")}:${ROOT}/node_modules/.bin:$PATH"\n${command}`);

	beforeAll(async () => {
		for (const name of ["app.mjs", "page.js", "cut.js"]) {
			await cp(join(import.meta.dir, name), join(folder, name));
		}
		await Bun.write(join(folder, "jsquash.js"), jsquashModule);
		await Bun.write(join(folder, "index.html"), HTML);
		await Bun.write(join(folder, "photo.jpg"), photo);
		for (const name of ["@jsquash/jpeg", "@jsquash/png", "@jsquash/webp"]) {
			const installed = dirname(Bun.resolveSync(`${name}/package.json`, ROOT));
			await cp(installed, join(folder, "node_modules", name), { recursive: true });
		}
	});

	/** Bundles the app into `dist`. */
	async function bundle(bundler: Bundler, place: Place): Promise<void> {
		const [name, text] = configuration(bundler, place) ?? [];
		if (name !== undefined && text !== undefined) await Bun.write(join(folder, name), text);
		shell(buildCommand(bundler, place));
	}

	/** Moves `dist` to where no package is installed. */
	async function moveAway(name: string): Promise<string> {
		const away = join(folder, "..", name);
		await rename(join(folder, "dist"), away);
		return away;
	}

	async function expectPictures(found: Found, engines: readonly string[]): Promise<void> {
		expect(Object.keys(found).sort()).toEqual([...engines].sort());
		for (const engine of engines) {
			const picture = found[engine] ?? "";
			expect(picture).toMatch(/^UklGR/);
			expect(await readPixels(Uint8Array.fromBase64(picture))).toMatchObject(SIZE);
		}
	}

	describe.each(BUNDLERS)("by %s", (bundler) => {
		test("cuts on Node, and without its files says so", async () => {
			await bundle(bundler, "server");
			const away = await moveAway(`${bundler}-server`);
			const cut = () => JSON.parse(run(node ?? "", join(away, "app.mjs"), "photo.jpg"));
			expect(cut()).toEqual({
				vips: "engine-unavailable",
				"vips-in-process": "engine-unavailable",
			});
			await rename(away, join(folder, "dist"));
			shell(copyCommand);
			await moveAway(`${bundler}-server`);
			await expectPictures(cut(), ["vips", "vips-in-process"]);
		});

		requires("chromium").test("cuts in Chromium, with vips if the page is isolated", async () => {
			await bundle(bundler, "browser");
			const away = await moveAway(`${bundler}-browser`);
			if (bundler !== "vite") await Bun.write(join(away, "index.html"), HTML);
			await expectPictures(await cutInChromium(away, ISOLATION), [
				"vips-in-process",
				"jsquash",
				"canvas",
			]);
			const { "vips-in-process": vips, ...others } = await cutInChromium(away, {});
			expect(vips).toBe("engine-unavailable");
			await expectPictures(others, ["jsquash", "canvas"]);
		});
	});

	requires("chromium").test("says in Chromium that files are missing", async () => {
		const [bundleOnly = ""] = buildCommand("esbuild", "browser").split("\n");
		shell(bundleOnly);
		const away = await moveAway("incomplete");
		await Bun.write(join(away, "index.html"), HTML);
		expect(await cutInChromium(away, ISOLATION)).toMatchObject({
			"vips-in-process": "engine-unavailable",
			jsquash: "engine-unavailable",
		});
		// The file of the inner thread is still missing, which only the library would notice.
		const codec = join(folder, "node_modules/wasm-vips/lib");
		for (const name of ["vips.wasm", "vips-heif.wasm"]) {
			await cp(join(codec, name), join(away, "wasm-vips", name));
		}
		expect(await cutInChromium(away, ISOLATION)).toMatchObject({
			"vips-in-process": "engine-unavailable",
		});
	});
});

/** Opens a folder's page in Chromium, with headers, and returns what it cuts. */
async function cutInChromium(
	folder: string,
	headers: Readonly<Record<string, string>>,
): Promise<Found> {
	using server = Bun.serve({
		hostname: "127.0.0.1",
		port: 0,
		async fetch({ url }) {
			const file = Bun.file(join(folder, new URL(url).pathname.replace(/\/$/, "/index.html")));
			return (await file.exists())
				? new Response(file, { headers })
				: new Response(null, { status: 404 });
		},
	});
	await using browser = await sharedChromium();
	const page = await browser.newPage();
	await page.goto(server.url.href, { waitUntil: "load" });
	const cut = page.evaluate(
		(base64): Promise<Found> => Reflect.get(globalThis, "cut")(base64),
		new Uint8Array(photo).toBase64(),
	);
	return await within("the page's pictures", cut);
}
