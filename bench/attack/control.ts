import { chmod, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disposeInOrder, type Running } from "../harness/processes.ts";
import { runNginx } from "../servers/nginx.ts";

/** nginx with the home page and one image as files. */
export type Control = Running & {
	/** The image's path. */
	readonly image: string;
};

const IMAGE = "/image.webp";

/** Debian's default settings; the page is compressed beforehand. */
const SETTINGS = "sendfile on; tcp_nopush on; gzip_static on; access_log HOME/access.log;";

/**
 * Starts nginx with the same two files as the server's: what a crowd does to a neighbour's hits here is
 * what this machine does to them, whatever the server.
 *
 * @param site the server's URL
 * @param image the path and query of one of its images
 * @param launcher the beginning of nginx's command, as of a `Placement`
 * @returns `null` if there is no nginx
 *
 * @example
 * await using control = await startControl(server.url, "/media/…/a.jpg?width=640", []);
 */
export async function startControl(
	site: string,
	image: string,
	launcher: readonly string[],
): Promise<Control | null> {
	if (Bun.which("nginx", { PATH: "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin" }) === null) {
		return null;
	}
	await using needed = new AsyncDisposableStack();
	const { path: root } = needed.use(await mkdtempDisposable(join(tmpdir(), "widthwise-control-")));
	await chmod(root, 0o755);
	const page = await (await fetch(site)).bytes();
	await Bun.write(join(root, "index.html"), page);
	await Bun.write(join(root, "index.html.gz"), Bun.gzipSync(page));
	await Bun.write(join(root, IMAGE), await (await fetch(`${site}${image}`)).bytes());
	const server = (port: number): string =>
		`${SETTINGS} server { listen 127.0.0.1:${port}; root ${root}; }`;
	const nginx = await runNginx(server, IMAGE, "", launcher);
	return { ...nginx, image: IMAGE, ...disposeInOrder(needed, nginx) };
}
