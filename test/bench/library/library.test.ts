import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { probeImage } from "widthwise";
import type { Table } from "../../../bench/harness/table.ts";
import { contendersInChromium } from "../../../bench/library/browser-contenders.ts";
import { libraryTables } from "../../../bench/library/findings.ts";
import { writeJob } from "../../../bench/library/library.ts";
import { measureContenders } from "../../../bench/library/measure.ts";
import { oursOnNode } from "../../../bench/library/node-contenders.ts";
import { installLibrary, type PackedLibrary } from "../../../bench/library/packed-library.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { requires, requiresOnCi } from "../../requirements.ts";
import { sharedLibrary } from "../../services/shared.ts";
import { makeTiedFolder } from "../../services/tied-process.ts";
import { isOffline } from "../../tools/install-locked.ts";

const folder = await makeTiedFolder("library");
const library = await packOrNull();
afterAll(() => folder.remove());

async function packOrNull(): Promise<PackedLibrary | null> {
	try {
		return await installLibrary(folder.path, (await sharedLibrary()).archive);
	} catch (error) {
		if (isOffline(String(error))) return null;
		throw error;
	}
}

/** The rivals are not here: only the bench installs them. */
async function measureOurs(packed: PackedLibrary): Promise<readonly Table[]> {
	const job = await writeJob(encodedQuadrants("jpeg", 300, 200), folder.path, 96);
	const contenders = [
		...(await contendersInChromium(job.source, packed)),
		...(await oursOnNode(packed)),
	];
	const judge = {
		async ssim(_: string, picture: string, width: number) {
			const { type, ...size } = await probeImage(await Bun.file(picture).bytes());
			expect({ type, width: size.width, height: size.height }).toEqual({
				...{ type: "webp", width, height: 64 },
			});
			return 0.5;
		},
	};
	const rounds = { rounds: 1, nextPictures: 1 };
	const progress = { show() {}, done() {} };
	return libraryTables(
		"a task",
		await measureContenders(contenders, job, rounds, { judge, progress }),
	);
}

requiresOnCi(library !== null, "the registry is unreachable").describe("the part library", () => {
	requires("chromium").test("makes a picture with each engine and shows what it took", async () => {
		const tables = await measureOurs(library ?? expect.unreachable());
		const names = [
			...["Chromium's canvas", "Widthwise, canvas"],
			...["Widthwise, vips", "Widthwise, jsquash"],
		];
		expect(tables.map(({ rows }) => rows.map(([name]) => name))).toEqual([names, names, names]);
		const [first, next, sizes] = tables;
		for (const { rows, samples = {} } of [
			first ?? expect.unreachable(),
			next ?? expect.unreachable(),
		]) {
			expect(Object.keys(samples)).toEqual(names.map((name) => `${name}, ms`));
			for (const [, time, ratio, bytes, ssim] of rows) {
				expect(time).toMatch(/^[\d.]+ ms \([\d.]+ to [\d.]+\)$/);
				expect(ratio).toMatch(/^\d+\.\d\dx /);
				expect(Number(bytes)).toBeGreaterThan(0);
				expect(ssim).toBe("0.5000");
			}
		}
		const installed = sizes?.rows.map((row) => row[3]);
		expect(installed?.[0]).toBe("nothing");
		expect(installed?.slice(1).every((size) => /^1\d\.\d MB$/.test(size ?? ""))).toBe(true);
		for (const [, memory] of sizes?.rows ?? []) expect(memory).toMatch(/^\d+\.?\d MB \(/);
	});

	test("installs it with its licences, and with the modules that the bench loads", async () => {
		const files = ["node_modules/widthwise/NOTICE", "vips.mjs", "jsquash.mjs"];
		for (const name of files) {
			expect(await Bun.file(join(library?.folder ?? "", name)).exists()).toBe(true);
		}
	});
});
