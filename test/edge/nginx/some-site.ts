import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DEFAULT_BUCKETS, type WidthBuckets } from "widthwise";
import { buildViewer } from "../../../edge/nginx/build-viewer.ts";
import type { Site, Stored } from "../../../edge/nginx/site.ts";
import { formatSiteFile } from "../../../edge/nginx/site-file.ts";

/** Builds the viewer function for a public store, into a folder that nginx may read. */
export async function storedIn(
	folder: string,
	publicFolder: string,
	buckets: WidthBuckets = DEFAULT_BUCKETS,
): Promise<Stored> {
	const viewer = join(folder, "viewer.js");
	await writeFile(viewer, await buildViewer({ buckets, publicFolder }));
	return { viewer, publicFolder, buckets };
}

/** The text of a site file on 127.0.0.1. */
export function siteAt(port: string, site: Partial<Site> & Pick<Site, "server" | "log">): string {
	return formatSiteFile({
		address: { kind: "socket", socket: `127.0.0.1:${port}` },
		certificate: "",
		trustedProxies: { addresses: [], header: "X-Forwarded-For" },
		stored: null,
		...site,
	});
}
