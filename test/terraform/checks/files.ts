import { existsSync } from "node:fs";
import { join } from "node:path";
import { TERRAFORM } from "../modules.ts";
import type { Module } from "../parse-module.ts";
import { hcl, stringsIn } from "./expressions.ts";
import { resolve } from "./resolve.ts";

/** What `npm run build:edge` makes. */
const BUILT = ["viewer-request.js", "origin-request.zip", "validate.zip"].map(
	(name) => `../edge/dist/${name}`,
);

/** Files that a module reads and that are neither there nor made by the build. */
export function fileProblems(module: Module): readonly string[] {
	const texts = [module.locals, ...module.resources.map(({ body }) => body)].flatMap(stringsIn);
	const paths = texts.flatMap((text) => [
		...[...text.matchAll(/\bfile(?:base64sha256|base64|md5|sha256|)\("([^"]+)"\)/g)].map(
			([, path]) => path,
		),
		...(/^\$\{(?:path\.module|local\.edge_dist)\}\/[^"]*\.(?:js|zip)$/.test(text) ? [text] : []),
	]);
	return paths
		.map((path) => resolve(module, path).replace(`${hcl("path.module")}/`, ""))
		.filter((path) => !BUILT.includes(path) && !existsSync(join(TERRAFORM, module.folder, path)))
		.map((path) => `there is no file ${path}, and no build makes it`);
}
