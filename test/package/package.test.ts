import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, realpathSync } from "node:fs";
import { cp, mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { XMP_PACKET } from "../containers/metadata.ts";
import { nodes } from "../edge/nodes.ts";
import { drawnHeic } from "../pictures/heic/drawn.ts";
import { encode, imageOf } from "../pictures/painter.ts";
import { quadrants } from "../pictures/pixels.ts";
import { readPixels } from "../pictures/read.ts";
import { requiresOnCi } from "../requirements.ts";
import { installTools } from "../tools/install.ts";
import { addInTurn, type Ended, outputOf, type Run, runInTurn } from "./in-turn.ts";
import { tsc } from "./pack-library.ts";
import { installPacked } from "./packed.ts";

const [npm, node] = [Bun.which("npm"), Bun.which("node")];
const project = npm && node ? await installPacked() : null;
afterAll(() => project?.remove());
const attw = await installTools("attw");

/** Each program once: under npm, `node` is one of our releases. */
const runtimes = [
	...new Set(
		[node ?? "", process.execPath, ...nodes.flatMap(({ node }) => node || [])]
			.filter((path) => existsSync(path))
			.map((path) => realpathSync(path)),
	),
];
/** What the library can use and does not install; this repository has it. */
const OTHER_PACKAGES = [
	...["@squoosh/lib", "libheif-js"],
	...["@jsquash/jpeg", "@jsquash/png", "@jsquash/webp"],
];
const CLI = "node_modules/widthwise/dist/cli/main.js";

const folderOf = (name: string) =>
	dirname(Bun.resolveSync(`${name}/package.json`, import.meta.dir));
const programs = fileURLToPath(new URL("./", import.meta.url));
const picture = imageOf(quadrants(120, 80)).zoom(6, 6).copy();
picture.setBlob("xmp-data", XMP_PACKET);
const original = encode(picture, "jpeg");

requiresOnCi(project?.isInstalled ?? false, "no npm, or the registry is unreachable").describe(
	"the packed library",
	() => {
		const run = (...command: readonly string[]) => project?.run(...command) ?? expect.unreachable();
		const pathOf = (name: string) => join(project?.folder ?? "", name);
		const manifest = () => require(pathOf("node_modules/widthwise/package.json"));
		const inDist = (path: string) => path.startsWith("dist/");
		const decode = (base64: string) => readPixels(Uint8Array.fromBase64(base64));
		const inTurn = (command: string, runs: readonly Run[]) =>
			runInTurn(project ?? expect.unreachable(), command, runs);

		beforeAll(async () => {
			await Bun.write(pathOf("photo.jpg"), original);
			await Bun.write(pathOf("private.jpg"), original);
			await Bun.write(pathOf("photo.heic"), drawnHeic("quadrants"));
			await addInTurn(project ?? expect.unreachable());
			await cp(join(programs, "publish-and-deliver.mjs"), pathOf("run.mjs"));
			await cp(join(programs, "use-other-packages.mjs"), pathOf("others.mjs"));
		});

		async function linkOthers(): Promise<void> {
			for (const name of OTHER_PACKAGES) {
				const link = pathOf(`node_modules/${name}`);
				await mkdir(dirname(link), { recursive: true });
				await symlink(folderOf(name), link);
			}
		}

		describe("by itself", () => {
			/** What a runtime ran: the programs of this folder, then on Node the examples. */
			const ended = new Map<string, readonly Ended[]>();
			const nth = (command: string, index: number) =>
				outputOf(ended.get(realpathSync(command))?.[index]);

			beforeAll(async () => {
				const readme = await Bun.file(pathOf("node_modules/widthwise/README.md")).text();
				const examples = [...readme.matchAll(/^```js\n(.*?)^```$/gms)];
				const [resizing = "", upload = ""] = examples.map(([, code = ""]) => code);
				await Bun.write(pathOf("resize.mjs"), resizing);
				await Bun.write(pathOf("upload.mjs"), upload);
				for (const command of runtimes) ended.set(command, inTurn(command, runsOf(command)));
			});

			function runsOf(command: string): readonly Run[] {
				const squoosh: Run = ["others.mjs", "squoosh"];
				if (command === realpathSync(node ?? "")) {
					const examples: readonly Run[] = [["resize.mjs"], ["upload.mjs"]];
					return [squoosh, ["run.mjs", "photo.jpg"], ["others.mjs", "heic"], ...examples];
				}
				return command === realpathSync(process.execPath)
					? [squoosh, ["run.mjs", "photo.jpg"]]
					: [squoosh];
			}

			test.each([
				["Node", node ?? ""],
				["Bun", process.execPath],
			])("publishes and delivers on %s", async (runtime, command) => {
				const found = JSON.parse(nth(command, 1));
				expect(found).toMatchObject({
					runtime,
					snapped: 480,
					status: 200,
					refusal: "empty-file",
				});
				expect(await decode(found.image)).toMatchObject({ width: 480, height: 320 });
				const id = "0123456789abcdef0123456789abcdef";
				expect(found.inFolder).toEqual(found.inMemory);
				expect(Object.keys(found.inMemory).sort()).toEqual([
					`photos/${id}/master`,
					`photos/${id}/mezzanine-640`,
				]);
				const master = await decode(found.inMemory[`photos/${id}/master`]);
				expect(master).toMatchObject({ width: 720, height: 480 });
				// XMP needs an XML parser, which no server runtime has.
				expect(found.metadata).toMatchObject({
					title: "Evening & harbour",
					keywords: ["harbour", "evening"],
				});
			});

			test("runs the examples of its README on Node", async () => {
				const printed = nth(node ?? "", 3) + nth(node ?? "", 4);
				const small = await Bun.file(pathOf("small.jpg")).bytes();
				expect(await readPixels(small)).toMatchObject({ width: 400, height: 300 });
				expect(printed).toMatch(/^Evening & harbour 720 480 data:image\/webp;base64,/);
				expect(printed).toEndWith("200 image/webp\n");
				const bytes = new Uint8Array(await Bun.file(pathOf("photo-480.webp")).arrayBuffer());
				expect(await readPixels(bytes)).toMatchObject({ width: 480, height: 320 });
			});

			test("says which other packages it needs, and fits those of this repository", async () => {
				for (const command of runtimes) {
					expect(JSON.parse(nth(command, 0))).toEqual({
						squoosh:
							"engine-unavailable: The squoosh encoder needs the package @squoosh/lib: npm install @squoosh/lib",
					});
				}
				expect(JSON.parse(nth(node ?? "", 2))).toEqual({
					heic: "engine-unavailable: HEIC photos need the package libheif-js: npm install libheif-js",
				});
				const { peerDependencies } = manifest();
				expect(Object.keys(peerDependencies)).toEqual(expect.arrayContaining(OTHER_PACKAGES));
				for (const name of OTHER_PACKAGES) {
					const { version } = await Bun.file(join(folderOf(name), "package.json")).json();
					expect(Bun.semver.satisfies(version, peerDependencies[name]), name).toBe(true);
				}
			});
		});

		describe("with other packages, on all runtimes,", () => {
			let ended: readonly (readonly Ended[])[];

			beforeAll(async () => {
				await linkOthers();
				ended = runtimes.map((command, index) => {
					const folder = `cut-${index}`;
					// One thread: each loads the codec for itself.
					const [photo, options] = ["private.jpg", ["--width", "30", "--jobs", "1"]];
					return inTurn(command, [
						["others.mjs", "squoosh"],
						[CLI, "--version"],
						[CLI, "strip", photo, "-o", folder],
						[CLI, "strip", photo, folder, "--check"],
						[CLI, "resize", photo, "photo.heic", ...options, "-o", folder],
					]);
				});
			});

			// Those for jSquash: test/package/runtimes.
			test("encodes with squoosh", async () => {
				for (const [used] of ended) {
					const { squoosh } = JSON.parse(outputOf(used));
					expect(await decode(squoosh)).toMatchObject({ width: 16, height: 16 });
				}
			});

			test("has a command line, which cuts JPEG and HEIC", async () => {
				const npx = [npm ?? "", "exec", "--offline", "--", "widthwise"];
				expect(run(...npx, "snap", "402")).toBe("480\n");
				for (const [index, [, version, strip, check, resize]] of ended.entries()) {
					expect(outputOf(version)).toBe(`${manifest().version}\n`);
					outputOf(strip);
					expect(check?.exitCode).toBe(1);
					expect(check?.output).toMatch(/ XMP\n.* in 1 of 2 files/);
					outputOf(resize);
					for (const name of ["private", "photo"]) {
						const variant = await Bun.file(pathOf(`cut-${index}/${name}-30.webp`)).bytes();
						expect(await readPixels(variant)).toMatchObject({ width: 30, height: 20 });
					}
				}
			});
		});

		// `--moduleResolution node10` does not read `exports`, so it finds no sub-path.
		test.each([
			["Node", ["--module", "nodenext"]],
			["bundlers", ["--module", "esnext", "--moduleResolution", "bundler"]],
		])("has types that the compiler finds by the rules of %s", async (_, rules) => {
			await cp(join(programs, "types.ts"), pathOf("types.ts"));
			const names = Object.keys(manifest().exports).filter((path) => path !== "./package.json");
			const imports = names.map(
				(path, i) => `export * as _${i} from "widthwise${path.slice(1)}";\n`,
			);
			await Bun.write(pathOf("all.ts"), imports.join(""));
			const flags = ["--strict", "--target", "es2022", "--types", "", "--skipLibCheck"];
			run(tsc, "--noEmit", "--singleThreaded", ...flags, ...rules, "types.ts", "all.ts");
		});

		requiresOnCi(attw.isInstalled, attw.missing).test(
			"has types that are right for every import of a module",
			async () => {
				await cp(join(programs, "find-type-problems.mjs"), pathOf("find.mjs"));
				const checker = attw.path("@arethetypeswrong/core");
				const found = JSON.parse(
					run(node ?? "", "find.mjs", checker, pathOf("node_modules/widthwise")),
				);
				// Stated in the README: `require` and `--moduleResolution node10` are not supported.
				expect([...new Set(found)].sort()).toEqual([
					"CJSResolvesToESM node16-cjs",
					"NoResolution node10",
				]);
			},
		);

		test("passes publint", async () => {
			const pkgDir = pathOf("node_modules/widthwise");
			const { messages } = await publint({ pkgDir, pack: false, strict: true });
			expect(messages.map((message) => formatMessage(message, manifest()))).toEqual([]);
		});

		test("contains only the build, and each module once", async () => {
			const folder = pathOf("node_modules/widthwise");
			const files = await Array.fromAsync(new Bun.Glob("**/*").scan(folder));
			const [build, rest] = [files.filter(inDist), files.filter((path) => !inDist(path))];
			expect(rest.sort()).toEqual(["LICENSE", "NOTICE", "README.md", "package.json"]);
			const modules = build.flatMap((path) => /^(.*)\.js$/.exec(path)?.[1] ?? []);
			expect(modules.length).toBeGreaterThan(50);
			expect(build.sort()).toEqual(
				modules.flatMap((path) => [`${path}.d.ts`, `${path}.js`]).sort(),
			);
		});
	},
);
