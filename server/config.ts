import { resolve } from "node:path";
import { type PipelineConfig, readPipelineConfig } from "@widthwise/worker/config.ts";
import { createEnvironmentReader, type Environment } from "@widthwise/worker/environment.ts";
import { DEFAULT_BUCKETS, parseBuckets, type WidthBuckets } from "widthwise";
import type { AccessLogPlace } from "./access-log-place.ts";

/** Everything the server can be told. */
export type ServerConfig = {
	readonly pipeline: PipelineConfig;
	/** TCP port; 0: any free one. */
	readonly port: number;
	/** Address to listen on. */
	readonly host: string;
	/** Where visitors find the site, without a slash at the end; `undefined`: host and port. */
	readonly siteUrl: string | undefined;
	/** What the site calls itself to visitors: 1 to 100 characters in one line, not HTML. */
	readonly siteName: string;
	/** Where images are served, a CDN's address; empty: by this server. */
	readonly imageUrl: string;
	/** Who holds this may write; `undefined`: one is made at the first start. */
	readonly ownerToken: string | undefined;
	readonly buckets: WidthBuckets;
	/** Bytes of the in-memory cache of hot variants; 0: none. */
	readonly cacheBytes: number;
	/** One page view in so many reports which widths its photos needed; 0: none. */
	readonly needsSample: number;
	/** Where image requests are written down; `undefined`: nowhere. */
	readonly accessLog: AccessLogPlace | undefined;
};

/** A short token can be guessed by trying. */
const LEAST_TOKEN_LENGTH = 16;

/** Characters; neither control characters nor ends of lines. */
const SITE_NAME = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,100}$/u;

/**
 * Reads the server's configuration.
 *
 * @throws {Error} one line for each thing that is wrong, all at once
 *
 * @example
 * const config = readServerConfig(process.env);
 */
export function readServerConfig(environment: Environment): ServerConfig {
	const reader = createEnvironmentReader(environment);
	const config: ServerConfig = {
		pipeline: readPipelineConfig(reader),
		port: reader.integer("PORT", 3000, 0, 65535),
		host: reader.text("HOST") ?? "0.0.0.0",
		siteUrl: reader.url("SITE_URL", ["http:", "https:"]),
		siteName: reader.text("SITE_NAME") ?? "Photos",
		imageUrl: reader.url("IMAGE_URL", ["http:", "https:"]) ?? "",
		ownerToken: reader.text("OWNER_TOKEN"),
		buckets: readBuckets(reader.text("WIDTH_BUCKETS"), reader.report),
		cacheBytes: reader.integer("CACHE_BYTES", 64_000_000, 0, 64_000_000_000),
		needsSample: reader.integer("NEEDS_SAMPLE", 1, 0, 1_000_000),
		accessLog: readAccessLog(reader.text("ACCESS_LOG")),
	};
	if (config.ownerToken !== undefined && config.ownerToken.length < LEAST_TOKEN_LENGTH) {
		reader.report(`OWNER_TOKEN must have at least ${LEAST_TOKEN_LENGTH} characters`);
	}
	if (config.siteUrl !== undefined && !/^https?:\/\/[^/?#]+$/i.test(config.siteUrl)) {
		reader.report("SITE_URL must be a whole site, like https://photos.example, without a path");
	}
	if (!SITE_NAME.test(config.siteName)) {
		reader.report("SITE_NAME must be one line of at most 100 characters");
	}
	if (reader.problems.length > 0) throw new Error(reader.problems.join("\n"));
	return config;
}

function readAccessLog(place: string | undefined): AccessLogPlace | undefined {
	if (place === undefined) return undefined;
	return place === "stdout" ? { kind: "stdout" } : { kind: "file", path: resolve(place) };
}

function readBuckets(list: string | undefined, report: (problem: string) => void): WidthBuckets {
	if (list === undefined) return DEFAULT_BUCKETS;
	const buckets = parseBuckets(list);
	if (buckets.ok) return buckets.value;
	report(`WIDTH_BUCKETS: ${buckets.message}`);
	return DEFAULT_BUCKETS;
}
