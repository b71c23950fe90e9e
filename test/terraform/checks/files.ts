import { existsSync } from "node:fs";
import { join } from "node:path";
import { TERRAFORM } from "../modules.ts";
import type { Module } from "../parse-module.ts";
import { hcl, stringsIn } from "./expressions.ts";
import { resolve } from "./resolve.ts";

/** The files that `npm run build:edge` writes. */
const BUILT = ["viewer-request.js", "origin-request.zip", "validate.zip"].map(
	(name) => `../edge/dist/${name}`,
);

/** Finds files that a module reads but that neither exist nor are built. */
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
		.map((path) => `there is no file ${path}, and no build writes it`);
}
