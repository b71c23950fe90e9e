import { indent } from "./directives.ts";
import { formatImages } from "./images.ts";
import { formatListening, formatRedirect } from "./listening.ts";
import { formatPages } from "./pages.ts";
import { formatShared } from "./shared.ts";
import type { Names, Site } from "./site.ts";
import { formatTrustedProxies } from "./trusted-proxies.ts";

/**
 * Formats a site file for nginx 1.22 or later with the module for njs: image URLs are answered from the
 * public store's folder, all else by our server.
 *
 * @throws {WidthwiseError} `misconfigured` for a path that nginx's configuration cannot express
 *
 * @example
 * await Bun.write("/etc/nginx/sites-available/widthwise", formatSiteFile(site));
 */
export function formatSiteFile(site: Site): string {
	const { address } = site;
	const own = address.kind === "name" ? address.name : address.socket;
	// nginx shares these names among all sites.
	const names: Names = (name) => `widthwise_${own.replace(/[^a-z0-9]+/gi, "_")}_${name}`;
	return `# Widthwise behind nginx, at ${own}. Print it again after a change of settings.
${formatShared(site, names)}${formatRedirect(address)}
server {
${indent(formatListening(site))}
	server_tokens off;
${indent(formatTrustedProxies(site.trustedProxies))}
	access_log off;
	# Our server reads a backslash as a slash, which would lead around the locations.
	if ($request_uri ~ "\\\\\\\\") { return 400; }
	# An image that is not stored is an error before it is a request to our server.
	recursive_error_pages on;
	sendfile on;
	tcp_nopush on;
	# Our server compresses.
	gzip off;

	# Uploads are forwarded while they arrive. Our server limits their size.
	client_max_body_size 0;
	proxy_request_buffering off;
	proxy_max_temp_file_size 0;
	proxy_http_version 1.1;
	proxy_read_timeout 300s;
	proxy_set_header Host ${address.kind === "name" ? address.name : "$http_host"};
	proxy_set_header Connection "";
	proxy_set_header X-Forwarded-For $remote_addr;
	proxy_set_header X-Forwarded-Proto $scheme;
	proxy_set_header X-Forwarded-Host "";
	proxy_set_header X-Request-Id $request_id;
	proxy_set_header Forwarded "";
${indent(formatImages(site, names))}
${indent(formatPages(names))}
}
`;
}
