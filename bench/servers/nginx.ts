import { existsSync } from "node:fs";
import { chmod, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disposeInOrder, freePort, type Running, run } from "../harness/processes.ts";
import type { ImageServer, ServedPhotos } from "./image-server.ts";

const MODULE = "/usr/lib/nginx/modules/ngx_http_image_filter_module.so";

/** The name in tables for nginx with image_filter. */
export const NGINX_CUTS = "nginx, image_filter and proxy_cache";

/**
 * Returns whether nginx has image_filter; prints how to install it if not.
 *
 * @example
 * if (hasImageFilter()) await startNginxCuts(served);
 */
export function hasImageFilter(): boolean {
	if (existsSync(MODULE)) return true;
	console.error(
		"Not measured: nginx. Install it: apt-get install nginx-light libnginx-mod-http-image-filter",
	);
	return false;
}

/**
 * Starts nginx with one `http` block.
 *
 * @param http returns the block's content; `HOME` is replaced by a temporary folder
 * @param head the configuration before the block, such as modules
 * @param launcher the beginning of its command, as of a `Placement`
 *
 * @example
 * await using nginx = await runNginx((port) => `server { listen 127.0.0.1:${port}; root /srv; }`, "/a.webp");
 */
export async function runNginx(
	http: (port: number) => string,
	readyPath: string,
	head = "",
	launcher: readonly string[] = [],
): Promise<Running> {
	await using needed = new AsyncDisposableStack();
	const { path: home } = needed.use(await mkdtempDisposable(join(tmpdir(), "widthwise-nginx-")));
	// nginx drops its privileges: the folder must be readable by others.
	await chmod(home, 0o755);
	const port = freePort();
	const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
		(name) => `${name}_temp_path ${home}/${name};`,
	);
	const config = `${head}
		daemon off; worker_processes auto; pid ${home}/nginx.pid; error_log ${home}/error.log;
		events { worker_connections 768; }
		http {
			types { image/webp webp; image/jpeg jpg; } ${paths.join(" ")}
			${http(port).replaceAll("HOME", home)}
		}`;
	await Bun.write(join(home, "nginx.conf"), config);
	const nginx = await run([...launcher, "nginx", "-c", join(home, "nginx.conf")], {
		url: `http://127.0.0.1:${port}`,
		readyPath,
	});
	return { ...nginx, ...disposeInOrder(needed, nginx) };
}

/**
 * Starts nginx as its manual recommends for thumbnails: `image_filter` cuts images, with a cache in front.
 * It cannot convert a JPEG to a WebP.
 *
 * @example
 * await using nginx = await startNginxCuts(served);
 */
export async function startNginxCuts({ folder }: ServedPhotos): Promise<ImageServer> {
	const cutter = freePort();
	const nginx = await runNginx(
		(port) => `
			access_log off; sendfile on; tcp_nopush on;
			proxy_cache_path HOME/cache keys_zone=images:10m;
			server {
				listen 127.0.0.1:${port};
				location / {
					proxy_pass http://127.0.0.1:${cutter};
					proxy_cache images; proxy_cache_valid 200 1d; proxy_cache_lock on;
				}
			}
			server {
				listen 127.0.0.1:${cutter};
				location ~ "^/([0-9]+)/([0-9]+\\.jpg)$" {
					alias ${folder}/$2;
					image_filter resize $1 -;
					image_filter_jpeg_quality 80;
					image_filter_buffer 200M;
				}
			}`,
		"/16/0.jpg",
		`load_module ${MODULE};`,
	);
	return {
		name: NGINX_CUTS,
		format: "jpeg",
		url: (photo, width) => `${nginx.url}/${width}/${photo}.jpg`,
		[Symbol.asyncDispose]: nginx[Symbol.asyncDispose],
	};
}
