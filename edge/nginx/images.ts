import { OUTPUT_FORMATS } from "widthwise/url";
import { indent, quote } from "./directives.ts";
import { MASTERS_PATH, SERVER_PATH, VARIANTS_PATH } from "./path-inside.ts";
import type { Names, Site, Stored } from "./site.ts";

/** The formats of masters, as the last part of their media type. */
const MASTER_FORMATS: readonly string[] = ["jpeg", "png", "webp"];

/**
 * Formats the locations for image URLs. Paths below `/widthwise/` are nginx's own: from outside they
 * reach only our server, which knows no such page.
 *
 * @throws {WidthwiseError} `misconfigured` for a path that nginx's configuration cannot express
 *
 * @example
 * formatImages(site, (name) => `photos_${name}`);
 */
export function formatImages({ stored, log }: Pick<Site, "stored" | "log">, names: Names): string {
	const logged = `access_log ${quote(log)} ${names("images")} buffer=64k flush=5s;`;
	const server = `proxy_pass http://${names("server")}$request_uri;
error_page 502 504 = @${names("unreachable")};`;
	if (stored === null) return `location ^~ /media/ {\n${indent(`${logged}\n${server}`)}\n}`;
	return `# The function snaps, negotiates, and says which file it is.
location ^~ /media/ { rewrite ^ $${names("path")} last; }
${formatVariants(stored, `${logged}\nerror_page 403 404 = @${names("images")};`)}
${formatMasters(stored, `${logged}\nerror_page 403 404 = @${names("images")};`)}
# What is not stored, and what is not a valid request.
location = ${SERVER_PATH} { internal; error_page 404 = @${names("images")}; return 404; }
location @${names("images")} {
${indent(`${logged}\n${server}`)}
}`;
}

function formatVariants({ publicFolder }: Stored, common: string): string {
	const choice = "(?<widthwise_choice>[a-z]+)";
	const photo = "(?<widthwise_photo>[0-9a-f]{32})";
	const file = "(?<widthwise_file>w(?<widthwise_bucket>[0-9]+)\\.[a-z]+)";
	const types = OUTPUT_FORMATS.map(({ name, contentType }) => `${contentType} ${name};`);
	return `location ~ "^${VARIANTS_PATH}${choice}/${photo}/${file}$" {
	internal;
	# A deletion removes the master first: no variant outlives it.
	if (!-f ${quote(publicFolder, "/photos/$widthwise_photo/master")}) { return 404; }
	alias ${quote(publicFolder, "/photos/$widthwise_photo/$widthwise_file")};
	types { ${types.join(" ")} }
	add_header Vary $widthwise_vary;
	add_header Width-Bucket $widthwise_bucket;
${indent(`${HEADERS}\n${common}`)}
}`;
}

function formatMasters({ publicFolder }: Stored, common: string): string {
	const locations = MASTER_FORMATS.map(
		(format) => `location ^~ ${MASTERS_PATH}${format}/ {
	internal;
	alias ${quote(`${publicFolder}/photos/`)};
	default_type image/${format};
}`,
	);
	return `location ^~ ${MASTERS_PATH} {
	internal;
	types { }
	add_header Width-Bucket master;
${indent(`${HEADERS}\n${common}\n${locations.join("\n")}`)}
}`;
}

/** As our server's, which sends no date and no parts of an image. */
const HEADERS = `add_header Cache-Control "public, max-age=31536000, immutable";
add_header X-Content-Type-Options nosniff;
add_header Cache-Status "widthwise; hit";
add_header Last-Modified "";
if_modified_since off;
max_ranges 0;
log_not_found off;`;
