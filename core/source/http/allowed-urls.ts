import { WidthwiseError } from "../../errors.ts";

/** Which URLs may be requested. */
export type AllowedUrls = {
	/** The URL of an original; `null` if its host is not allowed. */
	urlOf(id: string): URL | null;
	/** Whether a URL may be requested, such as one of a redirect. */
	isAllowed(url: URL): boolean;
};

/**
 * Makes the rule for the URLs of originals: `https:` and a host of the list. A URL of `http:` is only
 * allowed if `origin` is one.
 *
 * @param options.origin the URL that ids are paths below; without it, ids begin with a host
 * @param options.hosts more hosts, with their port unless it is the usual one
 *
 * @throws {WidthwiseError} `misconfigured` if there is no host, or the origin is not a URL
 *
 * @example
 * allowedUrls({ hosts: ["photos.example"] }).urlOf("photos.example/a b.jpg")?.href;
 * // "https://photos.example/a%20b.jpg"
 */
export function allowedUrls(options: {
	readonly origin?: string | undefined;
	readonly hosts?: readonly string[] | undefined;
}): AllowedUrls {
	const origin = options.origin === undefined ? null : parseOrigin(options.origin);
	const hosts = new Set(options.hosts?.map((host) => host.toLowerCase()));
	if (origin) hosts.add(origin.host);
	if (hosts.size === 0) throw misconfigured("A source needs an origin or a list of hosts");
	const protocols = ["https:", ...(origin ? [origin.protocol] : [])];

	const isAllowed = ({ protocol, host, username, password }: URL): boolean =>
		protocols.includes(protocol) && hosts.has(host) && username === "" && password === "";

	return {
		isAllowed,
		urlOf(id) {
			const path = id.split("/").map(encodeURIComponent).join("/");
			const [host = "", ...rest] = id.split("/");
			if (!origin && !hosts.has(host.toLowerCase())) return null;
			const base = origin ?? new URL(`https://${host}/`);
			const url = new URL(origin ? `./${path}` : `./${path.slice(path.indexOf("/") + 1)}`, base);
			const isBelow = url.href.startsWith(base.href) && (origin !== null || rest.length > 0);
			return isBelow && isAllowed(url) ? url : null;
		},
	};
}

function parseOrigin(text: string): URL {
	const origin = URL.canParse(text) ? new URL(text) : null;
	const isOrigin = origin && /^https?:$/.test(origin.protocol) && origin.pathname.endsWith("/");
	if (isOrigin && origin.search === "" && origin.hash === "") return origin;
	throw misconfigured(
		`The origin of a source must be a URL with a slash at its end, such as https://photos.example/originals/; got ${text}`,
	);
}

function misconfigured(message: string): WidthwiseError {
	return new WidthwiseError("misconfigured", message);
}
