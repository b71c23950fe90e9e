import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseHistogram } from "widthwise/tuning";
import { ROOT } from "../house/source-files.ts";
import { commandsOf, isRun } from "./commands.ts";
import { NOT_CODE, OWN_TEST, UNTESTED } from "./not-run.ts";
import { blocksOf, readPages, withoutBlocks } from "./pages.ts";

const pages = await readPages();
const blocks = pages.flatMap(blocksOf);
const inLanguage = (language: string) => blocks.filter((block) => block.language === language);

/** Languages whose blocks a test of this folder runs or parses. */
const TESTED = ["js", "ts", "sh", "json", "yaml", "csv"];

describe("the blocks of the documents", () => {
	test("are all tested, or have a reason why not", () => {
		const others = blocks.filter(
			({ id, page, language }) =>
				!TESTED.includes(language) &&
				!(language in NOT_CODE) &&
				!(id in UNTESTED) &&
				!(page in OWN_TEST),
		);
		expect(others.map(({ id, language }) => `${id} [${language}]`)).toEqual([]);
	});

	test("that are not tested exist, as do the tests of whole pages", () => {
		const ids = blocks.map(({ id }) => id);
		expect(Object.keys(UNTESTED).filter((id) => !ids.includes(id))).toEqual([]);
		const named = Object.entries(OWN_TEST).flat();
		expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
	});

	test("are fenced", () => {
		const indented = pages.flatMap((page) => {
			const lines = withoutBlocks(page).match(/(?<=^\n) {4}.*|(?<=^\n)\t.*/gm) ?? [];
			return lines.map((line) => `${page.path}: ${line.trim()}`);
		});
		expect(indented).toEqual([]);
	});

	test("in JSON can be parsed", () => {
		for (const { code } of inLanguage("json")) expect(JSON.parse(code)).toBeObject();
	});

	test("in YAML can be parsed, and run commands that are tested", () => {
		expect(inLanguage("yaml").length).toBeGreaterThan(1);
		for (const { code } of inLanguage("yaml")) {
			expect(Bun.YAML.parse(code)).toBeObject();
			const commands = [...code.matchAll(/- run: (.*)/g)].flatMap(([, run = ""]) =>
				commandsOf(run),
			);
			expect(commands.filter((command) => !isRun(command))).toEqual([]);
		}
	});

	test("in CSV are histograms", () => {
		for (const { code } of inLanguage("csv")) expect(() => parseHistogram(code)).not.toThrow();
	});
});

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
	const words = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "");
	return words.trim().replaceAll(" ", "-");
}

async function hasAnchor(path: string, anchor: string): Promise<boolean> {
	const text = await Bun.file(join(ROOT, path)).text();
	return [...text.matchAll(/^#+ (.*)$/gm)].some(([, heading = ""]) => anchorOf(heading) === anchor);
}

test("the links of the documents lead somewhere", async () => {
	const broken: string[] = [];
	let count = 0;
	for (const page of pages) {
		for (const [, link = ""] of withoutBlocks(page).matchAll(/\]\(([^)\s]+)\)/g)) {
			if (/^[a-z]+:/.test(link)) continue;
			const [file = "", anchor] = link.split("#");
			const path = file === "" ? page.path : normalize(join(dirname(page.path), file));
			const leads = existsSync(join(ROOT, path)) && (!anchor || (await hasAnchor(path, anchor)));
			if (!leads) broken.push(`${page.path}: ${link}`);
			count++;
		}
	}
	expect(broken).toEqual([]);
	expect(count).toBeGreaterThan(50);
});
