import { join } from "node:path";
import { freePort, type Running, run } from "../harness/processes.ts";
import { RIVALS } from "../harness/rivals.ts";
import type { ImageServer, ServedPhotos } from "./image-server.ts";

/**
 * Starts IPX 3 by its own command. It has no cache; in production it needs one in front.
 *
 * @example
 * await using ipx = await startIpx(served);
 */
export async function startIpx(served: ServedPhotos): Promise<ImageServer> {
	const ipx = await runIpx(served);
	return {
		name: "IPX 3 (sharp)",
		format: "webp",
		url: (photo, width) => `${ipx.url}/w_${width},f_webp,q_78/${photo}.jpg`,
		[Symbol.asyncDispose]: ipx[Symbol.asyncDispose],
	};
}

/**
 * Starts IPX 3 for URLs with any of its modifiers.
 *
 * @example
 * await using ipx = await runIpx(served);
 * await fetchImage(`${ipx.url}/w_400,f_avif,q_50/0.jpg`);
 */
export async function runIpx({ folder }: ServedPhotos): Promise<Running> {
	const port = freePort();
	const bin = join(RIVALS, "node_modules/ipx/bin/ipx.mjs");
	const command = ["node", bin, "serve", "--dir", folder, "--host", "127.0.0.1"];
	return run([...command, "--port", String(port)], {
		url: `http://127.0.0.1:${port}`,
		readyPath: "/w_16/0.jpg",
	});
}
