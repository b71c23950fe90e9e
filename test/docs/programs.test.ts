import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";
import { within } from "../patience.ts";
import { encode, imageOf, withMetadata } from "../pictures/painter.ts";
import { quadrants } from "../pictures/pixels.ts";
import { readExamples } from "./docstring-examples.ts";
import { ONLY_COMPILED, OWN_TEST } from "./not-run.ts";
import { blocksOf, readPages } from "./pages.ts";
import { type ProgramFolder, writeExamples, writePrograms } from "./programs.ts";

type Outcome = {
	readonly file: string;
	readonly error: string | null;
	readonly answers: readonly string[];
};

const blocks = (await readPages())
	.flatMap(blocksOf)
	.filter(({ page, language }) => /^[jt]s$/.test(language) && !(page in OWN_TEST));
const examples = await readExamples();
const picture = encode(withMetadata(imageOf(quadrants(96, 64))), "jpeg");

/** The headings of programs whose servers must answer with a photo. */
const SERVERS = [
	"docs/cookbook.md: Bun, Deno, and others with the Fetch API",
	"docs/cookbook.md: Express",
	"docs/cookbook.md: Hono",
	"docs/cookbook.md: Stop gracefully",
	"docs/first-steps-library.md: Serve a folder",
];

describe("the programs in the documents", () => {
	let folder: ProgramFolder;
	let outcomes: readonly Outcome[];
	const idOf = (file: string) => folder.programs.find((program) => program.file === file)?.id;

	beforeAll(async () => {
		folder = await writePrograms(blocks);
		await writeExamples(folder, examples);
		for (const name of ["photo.jpg", "photos/harbour.jpg"]) {
			await Bun.write(join(folder.path, name), picture);
		}
		const files = folder.programs.filter(({ id }) => !(id in ONLY_COMPILED));
		const program = join(ROOT, "test/docs/run-programs.mjs");
		await using child = Bun.spawn([process.execPath, program, ...files.map(({ file }) => file)], {
			cwd: folder.path,
			stdout: "pipe",
			stderr: "pipe",
			env: { URL_KEY: "a long random text", AWS_REGION: "eu-central-1" },
		});
		const text = new Response(child.stdout).text();
		const [printed, errors] = await within(
			"the end of all programs",
			Promise.all([text, new Response(child.stderr).text(), child.exited]),
		);
		const lines = printed.split("\n").filter((line) => line.startsWith('{"file":'));
		outcomes = lines.map((line) => JSON.parse(line));
		expect(outcomes.length, errors).toBe(files.length);
	});
	afterAll(() => folder?.remove());

	test("compile, with strict types, as do the examples in the docstrings", () => {
		expect(examples.length).toBeGreaterThan(80);
		const tsc = join(ROOT, "node_modules/.bin/tsc");
		const { stdout } = Bun.spawnSync([tsc, "--noEmit", "--singleThreaded", "-p", "."], {
			cwd: folder.path,
		});
		// The library's own types are checked by `npm run lint`.
		const errors = stdout
			.toString()
			.split("\n")
			.filter((line) => !line.startsWith("../"));
		expect(errors.join("\n")).toBe("");
	});

	test("run", () => {
		const failed = outcomes.filter(({ error }) => error !== null);
		expect(failed.map(({ file, error }) => `${idOf(file)}\n${error}`)).toEqual([]);
		expect(outcomes.length).toBeGreaterThan(10);
	});

	test("serve photos, if they are servers", () => {
		const servers = outcomes.filter(({ answers }) => answers.length > 0);
		expect(servers.map(({ file }) => idOf(file)).sort()).toEqual(SERVERS);
		expect(new Set(servers.flatMap(({ answers }) => answers))).toEqual(new Set(["200 image/webp"]));
	});

	test("that are only compiled exist", () => {
		const ids = blocks.map(({ id }) => id);
		expect(Object.keys(ONLY_COMPILED).filter((id) => !ids.includes(id))).toEqual([]);
	});
});
