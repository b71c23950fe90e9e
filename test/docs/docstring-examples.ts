import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";
import { type PublicExport, readPublicExports } from "./public-exports.ts";

/** The example of a docstring, as a program. */
export type Example = { readonly id: string; readonly code: string };

/** What the examples use without saying where it is from. */
const GIVEN: Readonly<Record<string, string>> = {
	bytes: "Uint8Array<ArrayBuffer>",
	photo: "Uint8Array<ArrayBuffer>",
	mezzanine: "Uint8Array<ArrayBuffer>",
	file: "File",
	photoId: "string",
	id: "string",
	path: "string",
	inspector: 'import("widthwise/inspection").Inspector',
	store: 'import("widthwise").Store',
	media: 'import("widthwise").Store',
	publicStore: 'import("widthwise").Store',
	engine: 'import("widthwise").Engine',
	images: 'import("widthwise").ImageHandler',
	verdict: 'import("widthwise/photo").Verdict',
	v: 'typeof import("valibot")',
	readFile: 'typeof import("node:fs/promises").readFile',
	writeFile: 'typeof import("node:fs/promises").writeFile',
};

/** Examples that are not compiled, and why. */
const NOT_COMPILED: Readonly<Record<string, string>> = {
	"core/engines/jsquash/jsquash.ts: createJsquashEngine":
		"imports .wasm files, which have no types; test/package/use-other-packages.mjs compiles them",
};

/** Reads the examples of all public exports; what they use is imported or declared. */
export async function readExamples(): Promise<readonly Example[]> {
	const all = await readPublicExports();
	return all.flatMap(({ id, docstring }) => {
		const [, text] = /@example([\s\S]*?)(?=\n \* @|\*\/)/.exec(docstring) ?? [];
		if (text === undefined || id in NOT_COMPILED) return [];
		const code = text.replace(/^\s*\* ?/gm, "").trim();
		return [
			{ id, code: [...importsOf(code, all), ...givenOf(code), code, "export {};"].join("\n") },
		];
	});
}

function importsOf(code: string, all: readonly PublicExport[]): readonly string[] {
	return all
		.filter(({ name }) => uses(code, name))
		.map(({ name, path, kind }) => {
			const type = kind === "type" ? "type " : "";
			return `import { ${type}${name} } from "${join(ROOT, path)}";`;
		});
}

function givenOf(code: string): readonly string[] {
	return Object.entries(GIVEN)
		.filter(([name]) => uses(code, name))
		.map(([name, type]) => `declare const ${name}: ${type};`);
}

/** Whether code uses a name that it does not declare or import itself. */
function uses(code: string, name: string): boolean {
	const declares = new RegExp(
		`\\b(?:const|function) ${name}\\b|[{[,] ?${name}\\b[^;=]*[}\\]] =|import [^;]*\\b${name}\\b`,
	);
	return new RegExp(`(?<![.\\w"])${name}\\b(?!:)`).test(code) && !declares.test(code);
}
