import { expect, test } from "bun:test";
import { join } from "node:path";
import { SETTINGS } from "widthwise/settings";
import { ROOT } from "../house/source-files.ts";

test("the page on configuration lists every setting with its default and meaning, in order", async () => {
	const page = await Bun.file(join(ROOT, "docs/configuration.md")).text();
	const [, table = ""] = /^\| variable \| default \| means \|\n.*\n((?:\|.*\n)+)/m.exec(page) ?? [];
	const plain = table.replace(/`/g, "").replace(/\[([^\]]+)\]\([^)]+\)/g, "$1");
	const rows = Object.entries(SETTINGS).map(([name, row]) => {
		const otherwise = "default" in row ? row.default : row.otherwise;
		return `| ${name} | ${otherwise} | ${row.meaning} |`;
	});
	expect(plain.trim().split("\n")).toEqual(rows);
});
