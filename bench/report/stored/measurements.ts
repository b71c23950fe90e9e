/** One measurement of a full run, in its own process. */
type MeasurementOptions = {
	/** Its name for `--run` and in the stored file's name. */
	readonly name: string;
	/** Its title if it could not be measured. */
	readonly about: string;
	/** The part of the bench and its options. */
	readonly args: readonly [part: string, ...options: readonly string[]];
	/** Whether the part takes `--photo`. */
	readonly takesPhoto: boolean;
	/** Whether it measures times, so that other programs disturb it. */
	readonly isTimed: boolean;
	/** Whether it compares with the packages of bench/rivals. */
	readonly usesRivals: boolean;
	/** Whether it needs Postgres, Redis and S3, from `--environment`. */
	readonly needsServices: boolean;
};

/** The default options. */
const ALONE = {
	takesPhoto: true,
	isTimed: true,
	usesRivals: false,
	needsServices: false,
} as const satisfies Partial<MeasurementOptions>;
/** The options of a comparison with rivals. */
const WITH_RIVALS = { ...ALONE, usesRivals: true } as const;
const ON_SERVICES = { ...ALONE, needsServices: true } as const;
/** The options of a computation, which gives the same result on every machine. */
const COMPUTED = { ...ALONE, takesPhoto: false, isTimed: false } as const;

/** All measurements of a full run, in order. */
export const MEASUREMENTS = [
	{ name: "upload", about: "Uploads", args: ["upload"], ...ALONE },
	{ name: "hits", about: "Hits", args: ["hits"], ...WITH_RIVALS },
	{ name: "misses", about: "Misses", args: ["misses"], ...WITH_RIVALS },
	{ name: "publish", about: "Publishing in one process", args: ["publish"], ...WITH_RIVALS },
	{
		name: "publish-production",
		about: "Publishing on Postgres, Redis and S3",
		args: ["publish", "--only-environment"],
		...ON_SERVICES,
	},
	{ name: "burst", about: "Two hundred photos at once", args: ["burst"], ...ALONE },
	{
		name: "burst-production",
		about: "Two hundred photos at once on Postgres, Redis and S3",
		args: ["burst", "--only-environment"],
		...ON_SERVICES,
	},
	{ name: "memory", about: "Memory", args: ["memory"], ...ALONE },
	{ name: "attack", about: "A server under attack", args: ["attack"], ...ALONE },
	{ name: "website", about: "The website", args: ["website"], ...ALONE },
	{ name: "first-visit", about: "The first visit", args: ["first-visit"], ...ALONE },
	{ name: "pages", about: "Pages of a large catalogue", args: ["pages"], ...ALONE },
	{
		name: "pages-production",
		about: "Pages of a large catalogue on Postgres",
		args: ["pages", "--only-environment"],
		...ON_SERVICES,
	},
	{ name: "edge", about: "The edge functions", args: ["edge"], ...WITH_RIVALS },
	{ name: "every-edge", about: "Hits and misses on every edge", args: ["every-edge"], ...ALONE },
	{ name: "engines", about: "The engines", args: ["engines"], ...WITH_RIVALS },
	{ name: "bytes", about: "Bytes at equal look", args: ["bytes"], ...WITH_RIVALS, isTimed: false },
	{ name: "library", about: "The library", args: ["library"], ...WITH_RIVALS },
	{ name: "mixed", about: "The mixed trace", args: ["mixed"], ...WITH_RIVALS },
	{ name: "hit-rate", about: "Hit rates of bucket lists", args: ["hit-rate"], ...COMPUTED },
	{ name: "tune", about: "The computed buckets", args: ["tune"], ...COMPUTED },
	{ name: "logs", about: "Reading logs", args: ["logs"], ...ALONE, takesPhoto: false },
] as const satisfies readonly MeasurementOptions[];

/** A measurement of a full run. */
export type Measurement = MeasurementOptions & { readonly name: MeasurementName };

/** The name of a measurement. */
export type MeasurementName = (typeof MEASUREMENTS)[number]["name"];
