import { OUTPUT_FORMATS } from "widthwise/url";
import { indent, quote } from "./directives.ts";
import { OFFERED_PATH } from "./offered.ts";
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
	const logAs = (format: string): string =>
		`access_log ${quote(log)} ${names(format)} buffer=64k flush=5s;`;
	const logged = logAs("images");
	const server = `proxy_pass http://${names("server")}$request_uri;
error_page 502 504 = @${names("unreachable")};`;
	if (stored === null) return `location ^~ /media/ {\n${indent(`${logged}\n${server}`)}\n}`;
	const common = `${logAs("hits")}\nerror_page 403 404 = @${names("images")};`;
	return `# What pages offer is in a table; for the rest the function snaps and negotiates.
location ^~ /media/ {
	if ($${names("offered")}) { rewrite ^ ${OFFERED_PATH}$widthwise_photo/$${names("offered")} last; }
	rewrite ^ $${names("path")} last;
}
${formatOfferedVariants(stored, common)}
${formatVariants(stored, common)}
${formatMasters(stored, common)}
# What is not stored, and what is not a valid request.
location = ${SERVER_PATH} { internal; error_page 404 = @${names("images")}; return 404; }
location @${names("images")} {
${indent(`${logged}\n${server}`)}
}`;
}

/** The media types by the extension of a variant's file. */
const TYPES = OUTPUT_FORMATS.map(({ name, contentType }) => `${contentType} ${name};`).join(" ");

function formatOfferedVariants({ publicFolder }: Stored, common: string): string {
	return `location ^~ ${OFFERED_PATH} {
	internal;
	alias ${quote(`${publicFolder}/photos/`)};
	types { ${TYPES} }
	add_header Vary $widthwise_offered_vary;
	add_header Width-Bucket $widthwise_bucket;
${indent(`${HEADERS}\n${common}`)}
}`;
}

function formatVariants({ publicFolder }: Stored, common: string): string {
	const choice = "(?<widthwise_choice>[a-z]+)";
	const photo = "(?<widthwise_photo>[0-9a-f]{32})";
	const file = "(?<widthwise_file>w(?<widthwise_bucket>[0-9]+)\\.[a-z]+)";
	return `location ~ "^${VARIANTS_PATH}${choice}/${photo}/${file}$" {
	internal;
	alias ${quote(publicFolder, "/photos/$widthwise_photo/$widthwise_file")};
	types { ${TYPES} }
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
