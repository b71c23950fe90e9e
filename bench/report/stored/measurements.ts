/** One thing that a full run measures, in a process of its own. */
type Described = {
	/** What it is kept as, and what `--run` calls it. */
	readonly name: string;
	/** What is not measured where it fails, in words. */
	readonly about: string;
	/** The part of the bench and its options. */
	readonly args: readonly [part: string, ...options: readonly string[]];
	/** Whether the part takes `--photo`. */
	readonly takesPhoto: boolean;
	/** Whether it says how long something takes, so that other programs disturb it. */
	readonly isTimed: boolean;
	/** Whether it compares with what bench/rivals installs. */
	readonly usesRivals: boolean;
	/** Whether it needs Postgres, Redis and S3, which `--environment` names. */
	readonly needsServices: boolean;
};

/** What goes without saying. */
const ALONE = {
	takesPhoto: true,
	isTimed: true,
	usesRivals: false,
	needsServices: false,
} as const satisfies Partial<Described>;
/** Beside rivals, which have to be installed. */
const BESIDE = { ...ALONE, usesRivals: true } as const;
const ON_SERVICES = { ...ALONE, needsServices: true } as const;
/** The same on every machine. */
const COMPUTED = { ...ALONE, takesPhoto: false, isTimed: false } as const;

/** All of a full run, in the order in which they run. */
export const MEASUREMENTS = [
	{ name: "upload", about: "Uploads", args: ["upload"], ...ALONE },
	{ name: "hits", about: "Hits", args: ["hits"], ...BESIDE },
	{ name: "misses", about: "Misses", args: ["misses"], ...BESIDE },
	{ name: "publish", about: "Publishing in one process", args: ["publish"], ...ALONE },
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
	{ name: "website", about: "The website", args: ["website"], ...ALONE },
	{ name: "edge", about: "The edge functions", args: ["edge"], ...BESIDE },
	{ name: "engines", about: "The engines", args: ["engines"], ...BESIDE },
	{ name: "mixed", about: "The mixed trace", args: ["mixed"], ...BESIDE },
	{ name: "hit-rate", about: "Hit rates of bucket lists", args: ["hit-rate"], ...COMPUTED },
	{ name: "tune", about: "The computed buckets", args: ["tune"], ...COMPUTED },
	{ name: "logs", about: "Reading logs", args: ["logs"], ...ALONE, takesPhoto: false },
] as const satisfies readonly Described[];

/** One of them, by its name. */
export type Measurement = Described & { readonly name: MeasurementName };

/** The names of all. */
export type MeasurementName = (typeof MEASUREMENTS)[number]["name"];
