import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { libraryTables } from "../../../bench/library/findings.ts";
import { installedBytes } from "../../../bench/library/installed-bytes.ts";
import { makeTiedFolder } from "../../services/tied-process.ts";

const folder = await makeTiedFolder("modules");
afterAll(() => folder.remove());

function contender(name: string, size: number | null) {
	const start = () => expect.unreachable();
	return { name, installedBytes: size, countsStart: true, start };
}

test("the tables of the library compare with the first contender, in the same round", () => {
	const numbers = { bytes: 900, ssim: 0.98765 };
	const [first, next, sizes] = libraryTables("a task", [
		{
			...{ ...numbers, contender: contender("sharp", 20e6), first: [10, 40], next: [2, 4] },
			peakMemory: [2 ** 27, 2 ** 27],
		},
		{
			...{ ...numbers, contender: contender("ours", 5e6), first: [20, 20], next: [2, 2] },
			peakMemory: [2 ** 26, 2 ** 26],
		},
		{
			...{ ...numbers, contender: contender("canvas", null), first: [5, 20], next: [1, 2] },
			peakMemory: [2 ** 28, 2 ** 28],
		},
	]);
	const column = (table: typeof first, i: number) => table?.rows.map((row) => row[i]);
	expect(column(first, 2)).toEqual([
		"1.00x (1.00 to 1.00)",
		"1.25x (0.50 to 2.00)",
		"0.50x (0.50 to 0.50)",
	]);
	expect(column(next, 1)?.[1]).toBe("2.0 ms (2.0 to 2.0)");
	expect(column(next, 4)?.[0]).toBe("0.9877");
	expect(column(sizes, 1)?.[1]).toBe("64.0 MB (64.0 to 64.0)");
	expect(column(sizes, 3)).toEqual(["20.0 MB", "5.0 MB", "nothing"]);
	expect(column(sizes, 4)).toEqual(["1.00x", "0.25x", ""]);
});

test("installed bytes are those of packages and their needs, each once, for this processor", async () => {
	const foreign = process.arch === "arm64" ? "x64" : "arm64";
	const packages = {
		one: { dependencies: { shared: "1", nested: "1" }, optionalDependencies: { foreign: "1" } },
		two: { dependencies: { shared: "1" } },
		"one/node_modules/nested": {},
		shared: {},
		foreign: { cpu: [foreign] },
		other: {},
	};
	for (const [path, manifest] of Object.entries(packages)) {
		await Bun.write(join(folder.path, path, "package.json"), JSON.stringify(manifest));
		await Bun.write(join(folder.path, path, "file"), "x".repeat(1000));
	}
	const manifests: readonly object[] = [packages.one, packages.two, packages.shared, {}];
	const sizes = manifests.map((manifest) => 1000 + JSON.stringify(manifest).length);
	const expected = sizes.reduce((sum, size) => sum + size, 0);
	expect(await installedBytes(folder.path, ["one", "two"])).toBe(expected);
	await Bun.write(join(folder.path, "one/package.json"), '{ "dependencies": { "absent": "1" } }');
	await expect(installedBytes(folder.path, ["one"])).rejects.toThrow("absent is missing");
});
