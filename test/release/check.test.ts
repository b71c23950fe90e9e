import { afterAll, expect, test } from "bun:test";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";
import { makeTiedFolder } from "../services/tied-process.ts";

const NOTES =
	"# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-11-30\n\n### Added\n\n- A thing.\n";

const { path: folder, remove } = await makeTiedFolder("tags");
afterAll(remove);
await cp(join(ROOT, ".github/release"), join(folder, ".github/release"), { recursive: true });
await Bun.write(join(folder, "core/package.json"), '{ "version": "0.2.0" }');

async function check(changelog: string, ...words: readonly string[]) {
	await Bun.write(join(folder, "CHANGELOG.md"), changelog);
	const { exitCode, stdout, stderr } = Bun.spawnSync(
		[process.execPath, join(folder, ".github/release/check.mjs"), ...words],
		{ cwd: folder },
	);
	return { status: exitCode, output: `${stdout}${stderr}` };
}

test("a tag that version and changelog agree with can be released", async () => {
	const { status, output } = await check(NOTES, "v0.2.0");
	expect(output).toBe("v0.2.0 can be released: core/package.json and CHANGELOG.md agree with it\n");
	expect(status).toBe(0);
});

test.each([
	["another version", ["v0.1.0"], "The tag is v0.1.0, but core/package.json says 0.2.0"],
	["a version without its v", ["0.2.0"], "The tag is 0.2.0, but core/package.json says 0.2.0"],
	["no tag", [], "Name the tag: npm run release:check -- v0.2.0"],
])("a tag is refused that names %s", async (_, words, message) => {
	const { status, output } = await check(NOTES, ...words);
	expect(output).toStartWith(message);
	expect(status).toBe(1);
});

test.each([
	["has no entry", NOTES.replace("0.2.0", "0.1.0")],
	["has an entry without a date", NOTES.replace(" - 2026-11-30", "")],
	["has an empty entry", NOTES.replace("### Added\n\n- A thing.\n", "")],
	["has an empty entry before another", NOTES.replace("### Added", "## [0.1.0] - 2026-11-01")],
])("a tag is refused if the changelog %s", async (_, changelog) => {
	const { status, output } = await check(changelog, "v0.2.0");
	expect(output).toBe(
		'CHANGELOG.md has no notes for 0.2.0: write them below a line "## [0.2.0] - YYYY-MM-DD"\n',
	);
	expect(status).toBe(1);
});

test("all that is wrong with a tag is said at once", async () => {
	const { output } = await check("# Changelog\n", "v1.0.0");
	expect(output.trim().split("\n")).toHaveLength(2);
});
