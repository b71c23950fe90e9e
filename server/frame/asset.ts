import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** A file that pages load. */
export type Asset = {
	/** Its public path changes with its content, so that it may be kept for ever. */
	readonly path: string;
	readonly body: Uint8Array<ArrayBuffer>;
	readonly gzip: Uint8Array<ArrayBuffer>;
	readonly contentType: string;
};

/** Where assets are served. */
export const ASSETS_PATH = "/assets";

/** Draws the site's icon. */
export const ICON: Asset = makeAsset(
	"favicon.svg",
	readFileSync(new URL("./favicon.svg", import.meta.url)),
	"image/svg+xml",
);

/**
 * Makes an asset of a file's bytes.
 *
 * @param name the last part of its path
 *
 * @example
 * makeAsset("archive.js", bytes, "text/javascript; charset=utf-8").path; // "/assets/0123456789ab/archive.js"
 */
export function makeAsset(name: string, bytes: Uint8Array, contentType: string): Asset {
	const body = new Uint8Array(bytes);
	const hash = createHash("sha256").update(body).digest("hex").slice(0, 12);
	const gzip = Bun.gzipSync(body, { level: 9 });
	return { path: `${ASSETS_PATH}/${hash}/${name}`, body, gzip, contentType };
}
