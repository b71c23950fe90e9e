import { resolve } from "node:path";
import { type PipelineSettings, pipelineSettings } from "@widthwise/worker/settings";
import * as v from "valibot";
import type { WidthBuckets } from "widthwise";
import { buckets, integer, optionalText, type SettingsSchema, text } from "widthwise/settings";
import type { AccessLogTarget } from "../observe/access-log-target.ts";
import { type Site, site } from "./site.ts";

/** All settings of the server. */
export type ServerSettings = Site & {
	readonly pipeline: PipelineSettings;
	/** TCP port; 0: any free one. */
	readonly port: number;
	/** Address to listen on. */
	readonly host: string;
	/** Who holds this may write; `undefined`: one is made at the first start. */
	readonly ownerToken: string | undefined;
	readonly buckets: WidthBuckets;
	/** Bytes of the in-memory cache of hot variants; 0: none. */
	readonly cacheBytes: number;
	/** One page view in so many reports which widths its photos needed; 0: none. */
	readonly needsSample: number;
	/** Where image requests are written down; `undefined`: nowhere. */
	readonly accessLog: AccessLogTarget | undefined;
};

/** A short token can be guessed by trying. */
const MIN_TOKEN_LENGTH = 16;

const pipeline = v.pipe(
	pipelineSettings,
	v.transform((read) => ({ pipeline: read })),
);

const listening = v.pipe(
	v.object({ PORT: integer("PORT", 0, 65535), HOST: text("HOST") }),
	v.transform((read) => ({ port: read.PORT, host: read.HOST })),
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
	}),
	v.transform((read) => ({
		cacheBytes: read.CACHE_BYTES,
		needsSample: read.NEEDS_SAMPLE,
		accessLog: accessLogTarget(read.ACCESS_LOG),
	})),
);

/** Reads all settings of the server. */
export const serverSettings: SettingsSchema<ServerSettings> = v.intersect([
	pipeline,
	listening,
	site,
	owner,
	buckets,
	images,
]);

function accessLogTarget(place: string | undefined): AccessLogTarget | undefined {
	if (place === undefined) return undefined;
	return place === "stdout" ? { kind: "stdout" } : { kind: "file", path: resolve(place) };
}
