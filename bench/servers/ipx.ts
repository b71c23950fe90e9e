import { join } from "node:path";
import { freePort, run } from "../harness/processes.ts";
import { RIVALS } from "../harness/rivals.ts";
import type { ImageServer, ServedPhotos } from "./image-server.ts";

/**
 * Starts IPX 3 by its own command. It has no cache; in production it needs one in front.
 *
 * @example
 * await using ipx = await startIpx(served);
 */
export async function startIpx({ folder }: ServedPhotos): Promise<ImageServer> {
	const port = freePort();
	const bin = join(RIVALS, "node_modules/ipx/bin/ipx.mjs");
	const command = ["node", bin, "serve", "--dir", folder, "--host", "127.0.0.1"];
	const ipx = await run([...command, "--port", String(port)], {
		url: `http://127.0.0.1:${port}`,
		readyPath: "/w_16/0.jpg",
	});
	return {
		name: "IPX 3 (sharp)",
		format: "webp",
		url: (photo, width) => `${ipx.url}/w_${width},f_webp,q_78/${photo}.jpg`,
		[Symbol.asyncDispose]: ipx[Symbol.asyncDispose],
	};
}
