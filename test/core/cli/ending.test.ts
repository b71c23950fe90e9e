import { describe, expect, test } from "bun:test";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { jpeg, PLANTS } from "../../containers/jpeg.ts";
import { until, within } from "../../patience.ts";
import { landscape } from "../../pictures/landscape.ts";
import { encode, imageOf } from "../../pictures/painter.ts";
import { spawnCli } from "./command-line.ts";
import { photoFolder } from "./photo-folder.ts";

const PROGRAM = fileURLToPath(new URL("../../../core/cli/main.ts", import.meta.url));

describe("widthwise ends", () => {
	test("with 130 when it is interrupted, and leaves whole files only", async () => {
		const photo = encode(imageOf(landscape(1, 320, 240)), "jpeg");
		const names = Array.from({ length: 40 }, (_, index) => `photos/${index}.jpg`);
		await using folder = await photoFolder(Object.fromEntries(names.map((name) => [name, photo])));
		await mkdir(join(folder.path, "out"));
		const words = ["resize", "photos", "-w", "300,250,200", "-f", "avif", "-o", "out", "-j", "1"];
		await using child = spawnCli(words, { folder: folder.path });
		const written = async (): Promise<readonly string[]> =>
			(await folder.list()).filter((path) => path.startsWith("out/"));
		await until("a variant is written", async () => (await written()).length > 0);
		child.kill("SIGINT");
		expect(await within("the end of the program", child.exited)).toBe(130);
		const left = await written();
		expect(left.length).toBeLessThan(names.length * 3);
		for (const path of left) expect(path).toMatch(/^out\/\d+-\d+\.avif$/);
	});

	test("quietly when nobody reads its output", async () => {
		const dirty = jpeg([PLANTS.exif?.[1] ?? new Uint8Array()]);
		const names = Array.from({ length: 300 }, (_, index) => [`${index}.jpg`, dirty] as const);
		await using folder = await photoFolder(Object.fromEntries(names));
		const command = `"${process.execPath}" "${PROGRAM}" inspect . | head -n 1`;
		await using child = Bun.spawn(["sh", "-c", command], {
			cwd: folder.path,
			stdout: "pipe",
			stderr: "pipe",
		});
		const ended = Promise.all([new Response(child.stderr).text(), child.exited]);
		expect(await within("the end of the pipe", ended)).toEqual(["", 0]);
	});
});
