import { describe, expect, test } from "bun:test";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";

type Manifest = {
	readonly license: string;
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly peerDependencies?: Readonly<Record<string, string>>;
};

const CORE = join(ROOT, "core/package.json");
const notice = await Bun.file(join(ROOT, "core/NOTICE")).text();
const readManifest = (path: string): Promise<Manifest> => Bun.file(path).json();

/** Finds the manifest of a package as npm does; a package's `exports` may hide it. */
async function manifestOf(name: string, importer: string): Promise<string> {
	for (const folder of createRequire(importer).resolve.paths(name) ?? []) {
		const path = join(folder, name, "package.json");
		if (await Bun.file(path).exists()) return path;
	}
	return expect.unreachable(`${name} is not installed`);
}

/** Lists `- <name>: <licence>` for each package that a manifest's package needs, however deep. */
async function licencesBelow(importer: string): Promise<readonly string[]> {
	const { dependencies = {} } = await readManifest(importer);
	const lists = Object.keys(dependencies).map(async (name) => {
		const path = await manifestOf(name, importer);
		const { license } = await readManifest(path);
		return [`- ${name}: ${license}`, ...(await licencesBelow(path))];
	});
	return (await Promise.all(lists)).flat();
}

/** Returns the first list below a line with these words. */
function listBelow(words: string): readonly string[] {
	const [, after = ""] = notice.split(words);
	const list = /\n((?:- .*\n)+)/.exec(after)?.[1] ?? "";
	return list.trimEnd().split("\n");
}

describe("NOTICE names", () => {
	test("the licence of every package that is installed with the library", async () => {
		const licences = new Set(await licencesBelow(CORE));
		expect(listBelow("installs these packages")).toEqual([...licences].sort());
	});

	test("the licences of the optional packages", async () => {
		const { peerDependencies = {} } = await readManifest(CORE);
		const licences = Object.keys(peerDependencies).map(async (name) => {
			const { license } = await readManifest(await manifestOf(name, CORE));
			return `- ${name}: ${license}`;
		});
		const named = listBelow("Optional packages").map((line) => line.split(". ")[0]);
		expect(named).toEqual((await Promise.all(licences)).sort());
	});

	test("the LGPL libraries inside wasm-vips", async () => {
		const manifest = await manifestOf("wasm-vips", CORE);
		const theirs = await Bun.file(join(manifest, "../THIRD-PARTY-NOTICES.md")).text();
		const lgpl = [...theirs.matchAll(/^\| (\S+) +\| LGPLv3 /gm)].map(([, name]) => `- ${name}`);
		expect(lgpl.length).toBeGreaterThan(0);
		const named = listBelow("libraries under the LGPL").map((line) => line.split(" (")[0]);
		expect(named).toEqual(lgpl);
	});
});
