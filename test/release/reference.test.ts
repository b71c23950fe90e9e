import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";
import { requiresOnCi } from "../requirements.ts";
import { makeTiedFolder, type TiedFolder } from "../services/tied-process.ts";
import { installTools } from "../tools/install.ts";

const node = Bun.which("node");
const typedoc = await installTools("../../.github/reference");
const { exports } = await Bun.file(join(ROOT, "core/package.json")).json();

requiresOnCi(node !== null && typedoc.isInstalled, typedoc.missing).describe(
	"the API reference",
	() => {
		let folder: TiedFolder;
		let build: { readonly exitCode: number; readonly output: string };
		const page = (name: string) => Bun.file(join(folder.path, name)).text();

		beforeAll(async () => {
			folder = await makeTiedFolder("reference");
			const command = [node ?? "", ".github/reference/build.mjs", folder.path];
			const { exitCode, stdout, stderr } = Bun.spawnSync(command, { cwd: ROOT });
			build = { exitCode, output: `${stdout}${stderr}` };
		});
		afterAll(() => folder?.remove());

		test("is built from the docstrings without a warning", () => {
			expect(build.exitCode === 0 ? "" : build.output).toBe("");
			expect(build.output).not.toContain("warning");
		});

		test("has a page for each public export of the package", async () => {
			const hidden = ["./package.json", "./internal"];
			const names = Object.keys(exports).filter((path) => !hidden.includes(path));
			expect(names.length).toBeGreaterThan(15);
			for (const path of names) {
				const name = `widthwise${path.slice(1)}`.replaceAll("/", "_");
				expect(await Bun.file(join(folder.path, `modules/${name}.html`)).exists()).toBe(true);
			}
		});

		test("has errors, an example and a link to the source for a function", async () => {
			const html = await page("functions/widthwise.publish.html");
			for (const part of [">Throws<", ">Example<", "/blob/main/core/photo/publish.ts#L"]) {
				expect([part, html.includes(part)]).toEqual([part, true]);
			}
		});
	},
);
