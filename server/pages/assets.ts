import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** A file that pages load. */
export type Asset = { readonly body: string; readonly contentType: string };

/** An asset's public path: it changes with its content, so it may be cached for ever. */
type AssetPaths = Readonly<Record<"style" | "live", string>>;

const style = load("site.css", "text/css; charset=utf-8");
const live = load("live.js", "text/javascript; charset=utf-8");

/** Where pages find their files. */
export const ASSET_PATHS: AssetPaths = { style: style.path, live: live.path };

/** The files by their public paths. */
export const ASSETS: ReadonlyMap<string, Asset> = new Map(
	[style, live].map(({ path, asset }) => [path, asset]),
);

function load(name: string, contentType: string): { readonly path: string; readonly asset: Asset } {
	const body = readFileSync(new URL(name, import.meta.url), "utf8");
	const hash = createHash("sha256").update(body).digest("hex").slice(0, 12);
	return { path: `/assets/${hash}/${name}`, asset: { body, contentType } };
}
