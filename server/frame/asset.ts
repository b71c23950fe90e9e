import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** A static file that pages load. */
export type Asset = {
	/** The URL path. Changes with the content, so that browsers may cache the file for ever. */
	readonly path: string;
	readonly body: Uint8Array<ArrayBuffer>;
	readonly gzip: Uint8Array<ArrayBuffer>;
	readonly contentType: string;
};

/** The path under which assets are served. */
export const ASSETS_PATH = "/assets";

/** The site's icon. */
export const ICON: Asset = makeAsset(
	"favicon.svg",
	readFileSync(new URL("./favicon.svg", import.meta.url)),
	"image/svg+xml",
);

/** The same without its round corners, 512 pixels wide: phones crop it themselves. */
export const TOUCH_ICON: Asset = makeAsset(
	"touch-icon.png",
	readFileSync(new URL("./touch-icon.png", import.meta.url)),
	"image/png",
);

/**
 * Makes an asset from a file's bytes.
 *
 * @param name the last part of the path
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
