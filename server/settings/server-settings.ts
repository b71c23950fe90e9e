import { resolve } from "node:path";
import { type PipelineSettings, pipelineSettings } from "@widthwise/worker/settings";
import * as v from "valibot";
import type { WidthBuckets } from "widthwise";
import { choice, integer, optionalText, type SettingsSchema, text } from "widthwise/settings";
import { type IsTrustedProxy, readTrustedProxies } from "../http/trusted-proxies.ts";
import type { AccessLogTarget } from "../observe/access-log-target.ts";
import { type Site, site } from "./site.ts";

/** All settings of the server. */
export type ServerSettings = Site & {
	readonly pipeline: PipelineSettings;
	/** TCP port; 0: any free port. */
	readonly port: number;
	/** Address to listen on. */
	readonly host: string;
	/** Seconds between the signal to stop and the end of accepting requests. */
	readonly drainSeconds: number;
	/** Whether an address is that of a proxy whose headers are believed. */
	readonly isTrustedProxy: IsTrustedProxy;
	/** Whether everybody may read the metrics. */
	readonly metricsAreOpen: boolean;
	/** The secret that identifies the owner; `undefined`: the first start creates one. */
	readonly ownerToken: string | undefined;
	readonly buckets: WidthBuckets;
	/** Bytes of variants cached in memory; 0: none. */
	readonly cacheBytes: number;
	/** One page view in this many reports which widths its photos needed; 0: none. */
	readonly needsSample: number;
	/** Where image requests are logged; `undefined`: nowhere. */
	readonly accessLog: AccessLogTarget | undefined;
	/** The absolute path of the log of an edge in front of the server. */
	readonly edgeLog: string | undefined;
};

/** A shorter token could be guessed; attempts with a token are not limited. */
const MIN_TOKEN_LENGTH = 16;

/** An hour. */
const MAX_DRAIN_SECONDS = 3600;

const pipeline = v.pipe(
	pipelineSettings,
	v.transform((read) => ({ pipeline: read, buckets: read.buckets })),
);

const listening = v.pipe(
	v.object({
		PORT: integer("PORT", 0, 65535),
		HOST: text("HOST"),
		DRAIN_SECONDS: integer("DRAIN_SECONDS", 0, MAX_DRAIN_SECONDS),
		METRICS: choice("METRICS", ["owner", "everybody"]),
		TRUSTED_PROXIES: v.pipe(
			text("TRUSTED_PROXIES"),
			v.rawTransform<string, IsTrustedProxy>(({ dataset, addIssue, NEVER }) => {
				const isTrusted = readTrustedProxies(dataset.value);
				if (isTrusted) return isTrusted;
				addIssue({
					message: `TRUSTED_PROXIES must be none, or addresses and networks such as 10.0.0.0/8, got ${dataset.value}`,
				});
				return NEVER;
			}),
		),
	}),
	v.transform((read) => ({
		port: read.PORT,
		host: read.HOST,
		drainSeconds: read.DRAIN_SECONDS,
		isTrustedProxy: read.TRUSTED_PROXIES,
		metricsAreOpen: read.METRICS === "everybody",
	})),
);

const owner = v.pipe(
	v.object({
		OWNER_TOKEN: v.pipe(
			optionalText("OWNER_TOKEN"),
			v.check(
				(token) => token === undefined || token.length >= MIN_TOKEN_LENGTH,
				`OWNER_TOKEN must have at least ${MIN_TOKEN_LENGTH} characters`,
			),
		),
	}),
	v.transform((read) => ({ ownerToken: read.OWNER_TOKEN })),
);

const images = v.pipe(
	v.object({
		CACHE_BYTES: integer("CACHE_BYTES", 0, 64_000_000_000),
		NEEDS_SAMPLE: integer("NEEDS_SAMPLE", 0, 1_000_000),
		ACCESS_LOG: optionalText("ACCESS_LOG"),
		EDGE_LOG: optionalText("EDGE_LOG"),
	}),
	v.transform((read) => ({
		cacheBytes: read.CACHE_BYTES,
		needsSample: read.NEEDS_SAMPLE,
		accessLog: accessLogTarget(read.ACCESS_LOG),
		edgeLog: read.EDGE_LOG === undefined ? undefined : resolve(read.EDGE_LOG),
	})),
);

/** Reads all settings of the server. */
export const serverSettings: SettingsSchema<ServerSettings> = v.intersect([
	pipeline,
	listening,
	site,
	owner,
	images,
]);

function accessLogTarget(value: string | undefined): AccessLogTarget | undefined {
	if (value === undefined) return undefined;
	return value === "stdout" ? { kind: "stdout" } : { kind: "file", path: resolve(value) };
}
