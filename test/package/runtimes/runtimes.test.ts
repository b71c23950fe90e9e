import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { requires, requiresOnCi } from "../../requirements.ts";
import { installPacked } from "../packed.ts";
import { type Column, measureColumn } from "./column.ts";
import { FEATURE_NAMES } from "./features.ts";
import { formatMatrix, README, readMatrix, withMatrix } from "./matrix.ts";
import type { Trial } from "./runtime.ts";
import { RUNTIMES } from "./runtimes.ts";
import { prepareTrial } from "./trial.ts";

const npm = Bun.which("npm");
const project = npm ? await installPacked() : null;
afterAll(() => project?.remove());

const page = await Bun.file(README).text();
const table = readMatrix(page);

requiresOnCi(project?.isInstalled ?? false, "no npm, or the registry is unreachable").describe(
	"the README's table says of the packed library",
	() => {
		requires("s3").describe("what was tried", () => {
			let trial: Trial;
			beforeAll(async () => {
				trial = await prepareTrial(project?.folder ?? "");
			});

			for (const { name, head, suite, open } of RUNTIMES) {
				suite.test(`on ${name}`, async () => {
					await using runtime = await open(trial);
					const measured = await measureColumn(runtime);
					const written = table.get(head) ?? expect.unreachable();
					// The script writes what was measured.
					expect(measured, "bun test/package/runtimes/write.ts").toEqual(written);
				});
			}
		});
	},
);

describe("the table of runtimes", () => {
	test("has a column for each head", () => {
		expect([...table.keys()]).toEqual([...new Set(RUNTIMES.map(({ head }) => head))]);
	});

	test("is read as it is formatted", () => {
		const column = (cell: string): Column => new Map(FEATURE_NAMES.map((name) => [name, cell]));
		const columns = new Map([
			["Bun", column("yes")],
			["Deno", column("needs `--allow-read`")],
		]);
		expect(readMatrix(withMatrix(page, formatMatrix(columns)))).toEqual(columns);
	});
});
