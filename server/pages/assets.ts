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

const CSS = "text/css; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";

const FILES = {
	style: load("site.css", CSS, ["archive.css", "photo.css"]),
	desk: load("owner.css", CSS, ["upload.css", "desk.css"]),
	icon: load("favicon.svg", "image/svg+xml"),
	archive: load("archive.js", SCRIPT),
	photo: load("photo.js", SCRIPT),
	live: load("live.js", SCRIPT),
	needs: load("needs.js", SCRIPT),
	buckets: load("buckets.css", CSS),
} as const;

/** The files that pages load, by what pages call them. */
export type AssetName = keyof typeof FILES;

/** Where pages find their files. */
export const ASSETS: Readonly<Record<AssetName, Asset>> = FILES;

/**
 * The file at a public path; `undefined` if there is none.
 *
 * @example
 * assetAt("/assets/0123456789ab/site.css");
 */
export function assetAt(path: string): Asset | undefined {
	return Object.values(FILES).find((asset) => asset.path === path);
}

/** One asset of a file and those that follow it: a request less for each. */
function load(name: string, contentType: string, others: readonly string[] = []): Asset {
	const parts = [name, ...others].map((part) => readFileSync(new URL(part, import.meta.url)));
	const body = new Uint8Array(Buffer.concat(parts));
	const hash = createHash("sha256").update(body).digest("hex").slice(0, 12);
	const gzip = Bun.gzipSync(body, { level: 9 });
	return { path: `/assets/${hash}/${name}`, body, gzip, contentType };
}
