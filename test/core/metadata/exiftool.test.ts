import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPhoto } from "../../../core/formats/open-photo.ts";
import { codeOf } from "../../containers/thrown.ts";
import { corpusFiles, corpusPath } from "../../corpus.ts";
import { requires } from "../../requirements.ts";
import { ACCEPTED } from "./exiftool-table/accepted.ts";
import { compareWithExiftool, type Difference } from "./exiftool-table/compare.ts";
import { DRAWN } from "./exiftool-table/drawn.ts";
import { runExiftool } from "./exiftool-table/run.ts";

/** Of all compared fields, as many may differ without a reason. */
const MAX_SHARE = 0.01;

const PHOTO = /\.(jpg|png|webp|avif)$/;

/** Compares files in one run of exiftool; of those that are refused, nothing is read. */
async function compareAll(paths: readonly string[]) {
	const found = runExiftool(Bun.which("exiftool") ?? "exiftool", paths);
	let compared = 0;
	const reasons: string[] = [];
	const unexplained: Difference[] = [];
	for (const path of paths) {
		const bytes = new Uint8Array(await Bun.file(path).arrayBuffer());
		if (codeOf(() => openPhoto(bytes)) !== "") continue;
		const comparison = await compareWithExiftool(path, bytes, found.get(path) ?? {});
		compared += comparison.compared;
		for (const difference of comparison.differences) {
			const accepted = ACCEPTED.find(({ applies }) => applies(difference, bytes));
			if (accepted) reasons.push(accepted.reason);
			else unexplained.push(difference);
		}
	}
	return { compared, reasons, unexplained };
}

requires("exiftool").describe("readMetadata and exiftool agree", () => {
	let folder = "";
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "exiftool-"));
	});
	afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

	test("on every field of drawn photos, but for accepted differences", async () => {
		const paths = Object.keys(DRAWN).map((name) => join(folder, name));
		for (const [name, bytes] of Object.entries(DRAWN)) await Bun.write(join(folder, name), bytes);
		const { compared, reasons, unexplained } = await compareAll(paths);
		expect(unexplained).toEqual([]);
		expect(compared).toBeGreaterThan(90);
		expect(new Set(reasons).size).toBe(ACCEPTED.length - 1);
	});
});

requires("exiftool", "corpus").test(
	"readMetadata and exiftool agree on 99 % of the fields of real photos",
	async () => {
		const folders = ["photos", "failing", "hostile"] as const;
		const paths = folders.flatMap((name) =>
			corpusFiles(name)
				.filter((file) => PHOTO.test(file))
				.map((file) => corpusPath(name, file)),
		);
		const { compared, unexplained } = await compareAll(paths);
		expect(compared).toBeGreaterThan(100);
		if (unexplained.length > MAX_SHARE * compared) expect(unexplained).toEqual([]);
	},
);
