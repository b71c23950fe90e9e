import { existsSync } from "node:fs";
import { chmod, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildViewer, formatSiteFile } from "@widthwise/edge/nginx";
import { disposeInOrder } from "../harness/processes.ts";
import { type ImageServer, WIDTHS } from "./image-server.ts";
import { runNginx } from "./nginx.ts";
import type { WidthwiseServer } from "./widthwise.ts";

/** Debian's folder of modules. */
const MODULE = "/usr/lib/nginx/modules/ngx_http_js_module.so";

/** nginx in front of Widthwise, under two names, one for each way to find an image. */
export type NginxEdge = AsyncDisposable & {
	readonly servers: readonly Pick<ImageServer, "name" | "url">[];
};

/**
 * Returns whether nginx and its module for njs are installed.
 *
 * @example
 * if (hasNginxEdge()) await startNginxEdge(widthwise);
 */
export function hasNginxEdge(): boolean {
	return Bun.which("nginx") !== null && existsSync(MODULE);
}

/**
 * Starts nginx in front of Widthwise with the site file that `npm run nginx` prints.
 *
 * @example
 * await using edge = await startNginxEdge(widthwise);
 */
export async function startNginxEdge(widthwise: WidthwiseServer): Promise<NginxEdge> {
	const { address, publicFolder } = widthwise;
	await using needed = new AsyncDisposableStack();
	const { path } = needed.use(await mkdtempDisposable(join(tmpdir(), "widthwise-viewer-")));
	await chmod(path, 0o755);
	const viewer = join(path, "viewer.js");
	await Bun.write(viewer, await buildViewer({ buckets: WIDTHS, publicFolder }));
	const nginx = await runNginx(
		(port) =>
			formatSiteFile({
				address: { kind: "socket", socket: `127.0.0.1:${port}` },
				certificate: "",
				trustedProxies: { addresses: [], header: "X-Forwarded-For" },
				server: address,
				log: "HOME/images.log",
				stored: { viewer, publicFolder, buckets: WIDTHS },
			}),
		"/healthz",
		`load_module ${MODULE};`,
	);
	const url: ImageServer["url"] = (photo, width) => {
		const { pathname, search } = new URL(widthwise.url(photo, width));
		return nginx.url + pathname + search;
	};
	return {
		servers: [
			{ name: "nginx with the site file, a width that pages offer", url },
			// An unknown parameter is not in the table.
			{ name: "nginx with the site file, the function runs", url: (...of) => `${url(...of)}&a` },
		],
		...disposeInOrder(needed, nginx),
	};
}
