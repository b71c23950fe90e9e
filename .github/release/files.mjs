// Plain JavaScript: the job that publishes runs it on Node.js alone, with nothing installed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What is released is built here, and attached to the release on GitHub. */
export const DIST = join(ROOT, "dist");

/** The edge's bundles, as `npm run build:edge` writes them. */
export const BUNDLES = ["viewer-request.js", "origin-request.zip", "validate.zip"];

/** The Terraform module with the bundles, which Terraform can read from its address. */
export const MODULE = "terraform-module.tar.gz";

/** The SHA-256 of each of the others. */
export const SUMS = "SHA256SUMS";

/**
 * The version that would be released: the library's.
 *
 * @returns {string}
 *
 * @example
 * readVersion(); // "0.1.0"
 */
export function readVersion() {
	return JSON.parse(readFileSync(join(ROOT, "core", "package.json"), "utf8")).version;
}

/**
 * The name of the packed library, as `npm pack` gives it.
 *
 * @param {string} version
 * @returns {string}
 *
 * @example
 * packageFile("0.1.0"); // "widthwise-0.1.0.tgz"
 */
export function packageFile(version) {
	return `widthwise-${version}.tgz`;
}
