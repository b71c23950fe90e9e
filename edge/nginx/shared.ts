import { quote } from "./directives.ts";
import { formatOffered } from "./offered.ts";
import type { Names, Site } from "./site.ts";

/**
 * Formats the directives outside of the server's block: the viewer function, our server, the limits and
 * the format of the log.
 *
 * @throws {WidthwiseError} `misconfigured` for a path that nginx's configuration cannot express
 *
 * @example
 * formatShared(site, (name) => `photos_${name}`);
 */
export function formatShared(site: Pick<Site, "server" | "stored">, names: Names): string {
	return [
		formatViewer(site, names),
		formatServer(site, names),
		formatLimits(names),
		formatLog(names),
	]
		.filter((part) => part !== "")
		.join("\n");
}

function formatViewer({ stored }: Pick<Site, "stored">, names: Names): string {
	if (stored === null) return "";
	return `# The viewer function, and its answers for what pages offer.
js_import ${names("viewer")} from ${quote(stored.viewer)};
js_set $${names("path")} ${names("viewer")}.path;
map $widthwise_choice $widthwise_vary { negotiated Accept; default ""; }
${formatOffered(stored.buckets, names)}`;
}

function formatServer({ server }: Pick<Site, "server">, names: Names): string {
	return `upstream ${names("server")} {
	# It is asked again at once after a restart.
	server ${server} max_fails=0;
	keepalive 32;
	# Shorter than our server's, so that no request meets a connection that is being closed.
	keepalive_timeout 5s;
}
`;
}

function formatLimits(names: Names): string {
	return `# Visitors are counted by address, in IPv6 by network.
map $remote_addr $widthwise_network {
	"~^(?<widthwise_long>([0-9a-f]+:){4})" $widthwise_long;
	"~^(?<widthwise_short>([0-9a-f]+:){1,3}):" $widthwise_short;
	default $remote_addr;
}
map $request_method $widthwise_posting { POST $widthwise_network; default ""; }
limit_req_zone $widthwise_network zone=${names("api")}:10m rate=50r/s;
limit_req_zone $widthwise_posting zone=${names("sign_in")}:10m rate=30r/m;
`;
}

/** The common log format, and how long our server took: `-` if it was not asked. */
function formatLog(names: Names): string {
	const common = '- - - [$time_local] "$request" $status $body_bytes_sent';
	return `# The log of image requests, for tune. Nothing in it identifies visitors.
log_format ${names("images")} '${common} $upstream_response_time';
log_format ${names("hits")} '${common} -';
`;
}
