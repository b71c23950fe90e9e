import { createRandom, type Random } from "../../../bench/harness/random.ts";

/** One request in a log. */
export type DrawnRequest = {
	readonly method: string;
	readonly path: string;
	readonly query: string;
	readonly status: number;
};

const AGENT =
	"Mozilla/5.0%20(Macintosh;%20Intel%20Mac%20OS%20X%2010_15_7)%20AppleWebKit/605.1.15%20Safari/605.1.15";

/** Queries that are almost valid, or valid but unusual. */
const ODD_QUERIES: readonly string[] = [
	"",
	"-",
	"width=",
	"width",
	"width=0",
	"width=0400",
	"width=10000",
	"width=10001",
	"width=99999",
	"width=123456",
	"width=4e2",
	"width=400&width=400",
	"width&width=400",
	"w%69dth=400",
	"%77%69%64%74%68=400",
	"width=400&d%70r=2",
	"width=400&f%6frmat=webp",
	"width=%34%30%30",
	"width=+400",
	"Width=400",
	"width=400&dpr=",
	"width=400&dpr",
	"width=400&dpr=0",
	"width=400&dpr=5",
	"width=400&dpr=4",
	"width=400&dpr=4.000",
	"width=400&dpr=4.001",
	"width=400&dpr=2.6255",
	"width=400&dpr=2.",
	"width=400&dpr=.5",
	"width=400&dpr=2&dpr=2",
	"width=100&dpr=1.1",
	"width=333&dpr=2.625",
	"width=10000&dpr=4",
	"dpr=2&width=333",
	"dpr=2",
	"format=webp",
	"width=400&format=webp",
	"width=400&format=gif",
	"width=400&format",
	"format=avif&width=401&dpr=1.5&utm_source=mail",
	"utm_source=mail",
	"utm_source=mail&width=402",
	"&width=403&",
	"width=404&&dpr=3",
	"xwidth=400",
	"widthx=400",
	"a=%20&width=405",
];

const ODD_PATHS: readonly string[] = [
	"/",
	"/media/",
	"/api/photos",
	"/media/0123456789abcdef0123456789abcdef",
	"/media/0123456789abcdef0123456789abcdef/",
	"/media/0123456789abcdef0123456789abcdef/a/b.jpg",
	"/media/0123456789ABCDEF0123456789abcdef/a.jpg",
	"/media/0123456789abcdef0123456789abcde/a.jpg",
	"/x/media/0123456789abcdef0123456789abcdef/a.jpg",
];

/**
 * Draws requests for a photo site's log: mostly images at plain widths, and some unusual ones, for every
 * rule of the grammar of our URLs.
 */
export function drawRequests(seed: number, count: number): readonly DrawnRequest[] {
	const random = createRandom(seed);
	const photos = Array.from({ length: 50 }, () => photoId(random));
	return Array.from({ length: count }, () => {
		const isOdd = random() < 0.3;
		const path = `/media/${pick(photos, random)}/blue-hour.jpg`;
		return {
			method: random() < 0.03 ? "HEAD" : "GET",
			path: random() < 0.05 ? pick(ODD_PATHS, random) : path,
			query: isOdd ? pick(ODD_QUERIES, random) : plainQuery(random),
			status: random() < 0.1 ? pick([206, 304, 400, 404, 503], random) : 200,
		};
	});
}

/** The names of CloudFront's 33 fields, in the order of a line. */
export const CLOUDFRONT_FIELDS: readonly string[] = (
	"date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) " +
	"cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol " +
	"cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type " +
	"cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte " +
	"x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end"
).split(" ");

function cloudfrontValues({ method, path, query, status }: DrawnRequest): readonly string[] {
	return (
		`2026-11-22 10:11:12 FRA56-P7 9936 203.0.113.7 ${method} d111.cloudfront.net ${path} ${status} ` +
		`https://example.com/ ${AGENT} ${query === "" ? "-" : query} - Hit SOX4xwn4XV6Q4rgb7XiV== example.com ` +
		"https 23 0.001 - TLSv1.3 TLS_AES_128_GCM_SHA256 Hit HTTP/2.0 - - 11040 0.001 Hit image/webp 9936 - -"
	).split(" ");
}

/** Writers for every format that the reader supports, by name. */
export const LOG_WRITERS: Readonly<
	Record<string, (requests: readonly DrawnRequest[]) => readonly string[]>
> = {
	"CloudFront v1": (requests) => [
		"#Version: 1.0",
		`#Fields: ${CLOUDFRONT_FIELDS.join(" ")}`,
		...requests.map((request) => cloudfrontValues(request).join("\t")),
	],
	"CloudFront v2, w3c with chosen fields": (requests) => [
		"#Version: 1.0",
		"#Fields: date sc-status cs-uri-query cs-method cs-uri-stem time-taken",
		...requests.map(({ method, path, query, status }) =>
			["2026-11-22", status, query === "" ? "-" : query, method, path, "0.001"].join(" "),
		),
	],
	"CloudFront v2, plain": (requests) =>
		requests.map((request) => cloudfrontValues(request).join("\t")),
	"CloudFront v2, json": (requests) =>
		requests.map((request) => {
			const values = cloudfrontValues(request);
			return JSON.stringify(Object.fromEntries(CLOUDFRONT_FIELDS.map((n, i) => [n, values[i]])));
		}),
	"nginx and Apache combined": (requests) =>
		requests.map(({ method, path, query, status }) => {
			const target = query === "" ? path : `${path}?${query}`;
			const agent = 'Mozilla/5.0 \\"quoted\\" Safari/605.1.15';
			return `2001:db8::7 - - [22/Nov/2026:10:11:12 +0000] "${method} ${target} HTTP/1.1" ${status} 9936 "https://example.com/?q=a b" "${agent}"`;
		}),
	"Widthwise's own": (requests) =>
		requests.map(({ method, path, query, status }) =>
			JSON.stringify({
				date: "2026-11-22",
				time: "10:11:12",
				"cs-method": method,
				"cs-uri-stem": path,
				"cs-uri-query": query === "" ? "-" : query,
				"sc-status": String(status),
				"sc-bytes": "9936",
				"x-edge-result-type": "Hit",
			}),
		),
};

function plainQuery(random: Random): string {
	const width = 1 + Math.floor(random() * 1600);
	const dpr = pick(["", "", "&dpr=2", "&dpr=3", "&dpr=1.5", "&dpr=2.625"], random);
	return `width=${width}${dpr}`;
}

function photoId(random: Random): string {
	return Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
}

function pick<T>(from: readonly T[], random: Random): T {
	const picked = from[Math.floor(random() * from.length)];
	if (picked === undefined) throw new Error("The list is empty");
	return picked;
}
