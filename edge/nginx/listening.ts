import { join } from "node:path";
import { quote } from "./directives.ts";
import type { Site } from "./site.ts";

/**
 * Formats the directives for the site's address: plain HTTP at a socket, or TLS and HTTP/2 for a name.
 *
 * @throws {WidthwiseError} `misconfigured` for a path that nginx's configuration cannot express
 *
 * @example
 * formatListening({ address: { kind: "socket", socket: "127.0.0.1:8080" }, certificate: "" });
 * // "listen 127.0.0.1:8080;"
 */
export function formatListening({
	address,
	certificate,
}: Pick<Site, "address" | "certificate">): string {
	if (address.kind === "socket") return `listen ${address.socket};`;
	return `listen 443 ssl http2;
listen [::]:443 ssl http2;
server_name ${address.name};
ssl_certificate ${quote(join(certificate, "fullchain.pem"))};
ssl_certificate_key ${quote(join(certificate, "privkey.pem"))};
ssl_protocols TLSv1.2 TLSv1.3;
ssl_ciphers ${CIPHERS.join(":")};
ssl_prefer_server_ciphers off;
ssl_session_cache shared:widthwise_tls:10m;
ssl_session_timeout 1d;
ssl_session_tickets off;`;
}

/** For TLS 1.2: with forward secrecy and authenticated (RFC 9325, 4.2). */
const CIPHERS: readonly string[] = [
	"AES128-GCM-SHA256",
	"AES256-GCM-SHA384",
	"CHACHA20-POLY1305",
].flatMap((cipher) => [`ECDHE-ECDSA-${cipher}`, `ECDHE-RSA-${cipher}`]);

/**
 * Formats the block that sends plain requests for a name to TLS, and lets a certificate authority check
 * the name (RFC 8555, 8.3). Empty for a socket.
 *
 * @example
 * formatRedirect({ kind: "name", name: "photos.example" });
 */
export function formatRedirect(address: Site["address"]): string {
	if (address.kind === "socket") return "";
	return `
server {
	listen 80;
	listen [::]:80;
	server_name ${address.name};
	server_tokens off;
	access_log off;
	location /.well-known/acme-challenge/ { root /var/www/html; }
	location / { return 308 https://${address.name}$request_uri; }
}
`;
}
