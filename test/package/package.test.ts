import { afterAll, expect, test } from "bun:test";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { XMP_PACKET } from "../containers/metadata.ts";
import { encode, imageOf } from "../pictures/painter.ts";
import { quadrants } from "../pictures/pixels.ts";
import { readPixels } from "../pictures/read.ts";
import { requiresOnCi } from "../requirements.ts";
import { installPacked, tsc } from "./packed.ts";

const [npm, node] = [Bun.which("npm"), Bun.which("node")];
const project = npm && node ? await installPacked(npm) : null;
afterAll(() => project?.remove());

const programs = fileURLToPath(new URL("./", import.meta.url));
const picture = imageOf(quadrants(120, 80)).zoom(10, 10).copy();
picture.setBlob("xmp-data", XMP_PACKET);
const original = encode(picture, "jpeg");

requiresOnCi(project?.isInstalled ?? false, "no npm, or no registry to be reached").describe(
	"the packed library",
	() => {
		const run = (...command: readonly string[]) => project?.run(...command) ?? expect.unreachable();
		const pathOf = (name: string) => join(project?.folder ?? "", name);
		const decode = (base64: string) => readPixels(Uint8Array.fromBase64(base64));

		// Node runs the build, Bun the source.
		test.each([
			["Node", node ?? ""],
			["Bun", process.execPath],
		])("publishes and delivers on %s", async (runtime, command) => {
			await Bun.write(pathOf("photo.jpg"), original);
			await cp(join(programs, "publish-and-deliver.mjs"), pathOf("run.mjs"));
			const found = JSON.parse(run(command, "run.mjs", "photo.jpg"));
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
			expect(master).toMatchObject({ width: 1200, height: 800 });
			// XMP needs an XML parser, and no server runtime brings one.
			expect(found.metadata).toMatchObject({
				title: "Evening & harbour",
				keywords: ["harbour", "evening"],
			});
		});

		test("runs the example of its README on Node", async () => {
			const readme = await Bun.file(pathOf("node_modules/widthwise/README.md")).text();
			const [, example = ""] = /```js\n(.*?)```/s.exec(readme) ?? [];
			await Bun.write(pathOf("photo.jpg"), original);
			await Bun.write(pathOf("example.mjs"), example);
			const printed = run(node ?? "", "example.mjs");
			expect(printed).toMatch(/^Evening & harbour 1200 800 data:image\/webp;base64,/);
			expect(printed).toEndWith("200 image/webp\n");
			const bytes = new Uint8Array(await Bun.file(pathOf("photo-480.webp")).arrayBuffer());
			expect(await readPixels(bytes)).toMatchObject({ width: 480, height: 320 });
		});

		test("has types that are found", async () => {
			await cp(join(programs, "types.ts"), pathOf("types.ts"));
			const flags = ["--strict", "--module", "nodenext", "--target", "es2022", "--types", ""];
			run(tsc, "--noEmit", ...flags, "--skipLibCheck", "types.ts");
		});
	},
);
