import { MASTER_EDGE } from "../photo/sizes.ts";
import { DEFAULT_BUCKETS } from "../url/width.ts";

/** The description of one setting. */
export type SettingRow = {
	readonly meaning: string;
} & (
	| {
			/** The default value, as written in the environment. */
			readonly default: string;
	  }
	| {
			/** Describes what applies if the setting is missing. */
			readonly otherwise: string;
	  }
);

/** All settings of all programs, as in docs/configuration.md. */
export const SETTINGS = {
	PORT: { default: "3000", meaning: "the port to listen on; 0: any free port" },
	HOST: { default: "0.0.0.0", meaning: "the address to listen on; 0.0.0.0: all" },
	DRAIN_SECONDS: {
		default: "0",
		meaning:
			"seconds for which a stopping server still accepts requests while /readyz says 503, for load balancers",
	},
	DATA_DIR: { default: "./data", meaning: "the folder for all data" },
	OWNER_TOKEN: {
		otherwise: "made at the first start, stored in DATA_DIR/owner-token",
		meaning: "the secret that allows writing; at least 16 characters",
	},
	SITE_URL: {
		otherwise: "the address it listens on",
		meaning: "the site's public URL, without a path; with https: the session cookie is Secure",
	},
	SITE_NAME: {
		default: "Photos",
		meaning: "the site's name in its header, titles, previews and feed; at most 100 characters",
	},
	SITE_DESCRIPTION: {
		otherwise: "the month of the newest photo",
		meaning: "what search engines and link previews say of the home page; at most 300 characters",
	},
	LICENSE_URL: {
		otherwise: "none",
		meaning: "the licence of all photos: photo pages link to it, and tell search engines",
	},
	ACQUIRE_LICENSE_URL: {
		otherwise: "none",
		meaning: "where visitors get a licence for other uses, likewise",
	},
	PUBLIC_WORDS: {
		default: "title,caption",
		meaning:
			"the words of photos' metadata that visitors see: title, caption, keywords, names (artist and copyright), filename; or none; each photo's edit page can say otherwise",
	},
	ARCHIVE_ORDER: {
		default: "taken",
		meaning:
			"what the home page and the list of photos are sorted by, newest first: taken (when photos were taken), or uploaded",
	},
	TRUSTED_PROXIES: {
		default: "127.0.0.0/8,::1",
		meaning:
			"the addresses and networks of proxies whose X-Forwarded-For, -Proto and -Host are believed; or none",
	},
	IMAGE_URL: { otherwise: "this server", meaning: "the URL that serves images, such as a CDN's" },
	WIDTH_BUCKETS: {
		default: DEFAULT_BUCKETS.join(","),
		meaning:
			"the widths of variants, in pixels; the same for every process; by default with 3072 and MASTER_EDGE after them if that is more than 2560",
	},
	MASTER_EDGE: {
		default: String(MASTER_EDGE),
		meaning:
			"the long edge of masters, in pixels, up to 3840; the same for every process; photos that are published already keep theirs",
	},
	CAP_PHONES: {
		default: "false",
		meaning:
			"upright phones with three pixels a CSS pixel get images for two: a third to a half fewer bytes, and softer on a close look",
	},
	FIRST_SET: {
		default: "true",
		meaning:
			"after publishing, each photo is also cut in WebP at the widths that most first visitors request; the same for every process",
	},
	AVIF: {
		default: "true",
		meaning:
			"after publishing, each photo is also cut in AVIF, and pages offer that; the same for every process",
	},
	WORKERS: {
		otherwise: "cores - 1, at least 1",
		meaning: "photos published at the same time; 0: none in this process",
	},
	MAX_FILE_BYTES: {
		default: "200000000",
		meaning: "the size of the largest file accepted, in bytes",
	},
	MAX_PIXELS: {
		default: "110000000",
		meaning: "the size of the largest picture decoded, in pixels",
	},
	PUBLISH_MEMORY: {
		otherwise: "half of the machine's memory",
		meaning:
			"memory for the photos that are published at the same time, in bytes: others wait, and a photo that alone needs more is refused",
	},
	KEEP_COPYRIGHT: {
		default: "false",
		meaning: "masters keep the copyright notice and the artist's name, nothing else",
	},
	ENCODER: {
		default: "vips",
		meaning: "squoosh: masters are encoded with Squoosh's MozJPEG and WebP",
	},
	CACHE_BYTES: { default: "64000000", meaning: "memory for recently used variants, in bytes" },
	NEEDS_SAMPLE: {
		default: "1",
		meaning:
			"one page view in this many reports which image widths it needed, for the buckets page at /admin/buckets; 0: none",
	},
	ACCESS_LOG: {
		otherwise: "none",
		meaning: "a file for the log of image requests, or stdout; the log does not identify visitors",
	},
	EDGE_LOG: {
		otherwise: "none",
		meaning: "the log of an edge in front of the server, such as nginx's, for the buckets page",
	},
	LOG_LEVEL: {
		default: "info",
		meaning:
			"the least important lines of the log on standard error: debug (images from memory, too), info (requests and photos), warn or error",
	},
	LOG_FORMAT: {
		default: "auto",
		meaning: "json, pretty (text for people), or auto: pretty on a terminal, else json",
	},
	METRICS: {
		default: "owner",
		meaning:
			"who may read /metrics: owner (and programs on this machine, without a proxy), or everybody",
	},
	WORKER_METRICS: {
		otherwise: "none",
		meaning:
			"the address, such as 127.0.0.1:9464, at which npm run worker serves /metrics and /healthz; port 0: any free port",
	},
	DATABASE_URL: { otherwise: "none: PGlite in DATA_DIR", meaning: "the URL of a Postgres server" },
	REDIS_URL: {
		otherwise: "none: the queue is in the database",
		meaning: "the URL of a Redis server for the queue",
	},
	MEDIA_STORE: {
		otherwise: "DATA_DIR/media",
		meaning: "the private store for originals: a folder, or s3://bucket/prefix",
	},
	PUBLIC_STORE: {
		otherwise: "DATA_DIR/public",
		meaning: "the store for masters and variants, likewise; neither store may be inside the other",
	},
	S3_ENDPOINT: {
		otherwise: "Amazon's",
		meaning: "the URL of another S3 server; requests are path-style, /bucket/key",
	},
	AWS_REGION: { otherwise: "required for Amazon's buckets", meaning: "the buckets' region" },
	AWS_ACCESS_KEY_ID: {
		otherwise: "the profile or role of the machine",
		meaning: "the access key; must be allowed to read, write, delete and list in both buckets",
	},
	AWS_SECRET_ACCESS_KEY: {
		otherwise: "the profile or role of the machine",
		meaning: "the key's secret; set both or neither",
	},
	PUBLISHER: {
		default: "worker",
		meaning:
			"bucket-event: a function that the media bucket invokes publishes photos; both stores must be buckets",
	},
	TRASH_DAYS: {
		default: "30",
		meaning:
			"days for which deleted photos stay in the trash, with their originals; 0: they are deleted at once; the same for every process",
	},
	CDN_DISTRIBUTION_ID: {
		otherwise: "none",
		meaning:
			"the CloudFront distribution to invalidate when photos are deleted; the same for every process",
	},
} as const satisfies Readonly<Record<string, SettingRow>>;

/** The name of any setting. */
export type SettingName = keyof typeof SETTINGS;

/** The name of a setting that has a default value. */
export type DefaultedName = {
	[Name in SettingName]: (typeof SETTINGS)[Name] extends { readonly default: string }
		? Name
		: never;
}[SettingName];
