import { DEFAULT_BUCKETS } from "../url/width.ts";

/** What there is to know about one setting. */
export type SettingRow = {
	readonly meaning: string;
} & (
	| {
			/** What counts where nothing is set, as it would be written. */
			readonly default: string;
	  }
	| {
			/** What happens where nothing is set, in words. */
			readonly otherwise: string;
	  }
);

/** Every setting of every program: the README's table, row by row. */
export const SETTINGS = {
	PORT: { default: "3000", meaning: "where to listen; 0: at any free port" },
	HOST: { default: "0.0.0.0", meaning: "at which address to listen; 0.0.0.0: at all" },
	DATA_DIR: { default: "./data", meaning: "everything that is kept" },
	OWNER_TOKEN: {
		otherwise: "made at the first start, kept in DATA_DIR/owner-token",
		meaning: "who holds it may write; at least 16 characters",
	},
	SITE_URL: {
		otherwise: "the address it listens on",
		meaning:
			"where visitors find the site, a name of its own without a path; with https: the session cookie is Secure",
	},
	SITE_NAME: {
		default: "Photos",
		meaning:
			"what the site calls itself, in its header, titles, previews and feed; at most 100 characters",
	},
	IMAGE_URL: { otherwise: "this server", meaning: "where images are served, a CDN's address" },
	WIDTH_BUCKETS: { default: DEFAULT_BUCKETS.join(","), meaning: "the widths that are cut" },
	WORKERS: {
		otherwise: "cores - 1, at least 1",
		meaning: "photos published at once; 0: none here",
	},
	MAX_FILE_BYTES: { default: "200000000", meaning: "the largest file accepted" },
	MAX_PIXELS: { default: "110000000", meaning: "the largest picture decoded" },
	KEEP_COPYRIGHT: {
		default: "false",
		meaning: "masters keep the copyright notice and the artist's name, nothing else",
	},
	ENCODER: {
		default: "vips",
		meaning: "squoosh encodes masters with MozJPEG and WebP of squoosh",
	},
	CACHE_BYTES: { default: "64000000", meaning: "memory for hot variants" },
	NEEDS_SAMPLE: {
		default: "1",
		meaning:
			"one page view in so many tells which image widths it needed, for the buckets page at /admin/buckets; 0: none",
	},
	ACCESS_LOG: {
		otherwise: "none",
		meaning:
			"image requests are written down in a file, or on stdout, without anything that says who asked",
	},
	DATABASE_URL: { otherwise: "none: PGlite in DATA_DIR", meaning: "a Postgres server" },
	REDIS_URL: {
		otherwise: "none: the queue lives in the database",
		meaning: "a Redis server for the queue",
	},
	MEDIA_STORE: {
		otherwise: "DATA_DIR/media",
		meaning: "where originals are kept, private: a folder, or s3://bucket/prefix",
	},
	PUBLIC_STORE: {
		otherwise: "DATA_DIR/public",
		meaning: "where masters and variants are kept, likewise; never inside the other",
	},
	S3_ENDPOINT: {
		otherwise: "Amazon's",
		meaning: "the address of another S3 server, which is asked for /bucket/key",
	},
	AWS_REGION: { otherwise: "required for Amazon's buckets", meaning: "the buckets' region" },
	AWS_ACCESS_KEY_ID: {
		otherwise: "the profile or role of the machine",
		meaning: "who asks: may read, write, delete and list in both buckets",
	},
	AWS_SECRET_ACCESS_KEY: {
		otherwise: "the profile or role of the machine",
		meaning: "the secret that belongs to it: set both or neither",
	},
	PUBLISHER: {
		default: "worker",
		meaning:
			"bucket-event: the function that the media bucket calls publishes; needs both stores in buckets",
	},
	CDN_DISTRIBUTION_ID: {
		otherwise: "none",
		meaning: "the CloudFront distribution that forgets deleted photos; the same on every process",
	},
} as const satisfies Readonly<Record<string, SettingRow>>;

/** The name of a setting. */
export type SettingName = keyof typeof SETTINGS;

/** The name of a setting that has a value where nothing is set. */
export type DefaultedName = {
	[Name in SettingName]: (typeof SETTINGS)[Name] extends { readonly default: string }
		? Name
		: never;
}[SettingName];
