import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { bundleModules, type Files, zipFiles } from "@widthwise/edge/build";
import { DEFAULT_BUCKETS } from "widthwise";
import { installRivals, RIVALS } from "../harness/rivals.ts";

/** The files and packages that sharp needs at run time on this machine. */
const SHARP = ["sharp/package.json", "sharp/dist", "@img", "detect-libc", "semver"];

/** The zips of our handlers with another codec. */
export type RivalBundles = { readonly originRequest: Uint8Array; readonly validate: Uint8Array };

/**
 * Zips our own handlers with sharp as their engine, ready to deploy: the same code with another codec.
 *
 * @returns those on AWS's SDK, and those on our own client of S3
 * @throws {Error} if the rivals cannot be installed
 *
 * @example
 * const { sdk, light } = await buildRivalBundles();
 */
export async function buildRivalBundles(): Promise<{
	readonly sdk: RivalBundles;
	readonly light: RivalBundles;
}> {
	installRivals();
	const sharp = await sharpFiles();
	const zip = async (handler: RivalHandler): Promise<Uint8Array> =>
		zipFiles({ ...(await bundleRival(handler)), ...sharp });
	return {
		sdk: { originRequest: await zip("origin-request"), validate: await zip("validate") },
		light: {
			originRequest: await zip("origin-request-light"),
			validate: await zip("validate-light"),
		},
	};
}

/** One of our handlers on sharp; `-light` without AWS's SDK. */
export type RivalHandler = `${"origin-request" | "validate"}${"" | "-light"}`;

/**
 * Bundles one of our handlers with all its imports except sharp itself.
 *
 * @throws {Error} if an import does not resolve
 *
 * @example
 * const { "index.mjs": bytes } = await bundleRival("validate");
 */
export function bundleRival(handler: RivalHandler): Promise<Files> {
	const entry = { index: join(RIVALS, "edge", `${handler}.mjs`) };
	return bundleModules(entry, DEFAULT_BUCKETS, ["sharp"]);
}

async function sharpFiles(): Promise<Files> {
	const files: Files = {};
	for (const name of SHARP) {
		for (const path of await filesBelow(join(RIVALS, "node_modules", name))) {
			if (/\.(md|d\.ts)$|sharp-wasm32/.test(path)) continue;
			files[relative(RIVALS, path)] = await readFile(path);
		}
	}
	return files;
}

async function filesBelow(path: string): Promise<readonly string[]> {
	const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null);
	if (!entries) return [path];
	return entries.filter((entry) => entry.isFile()).map((one) => join(one.parentPath, one.name));
}
