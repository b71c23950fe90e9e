import type { S3StoreOptions } from "../../../core/store/s3/s3.ts";
import type { Feature } from "./features.ts";

/** How features ended: `works`, or a reason why not. */
export type Ends = ReadonlyMap<string, string>;

/** A runtime that tries features. Disposing ends it. */
export type Runtime = AsyncDisposable & {
	/**
	 * What a feature needs beyond the package and its optional packages, as the table says it. Only what
	 * does not work without has an entry.
	 */
	readonly needs: Readonly<Partial<Record<Feature, string>>>;
	/** Tries features; with `need`, which must be the feature's, after that was provided. */
	tryFeatures(names: readonly Feature[], need: string | null): Promise<Ends>;
};

/** What a runtime tries features with. */
export type Trial = {
	/** The project that the packed library and its optional packages are installed in. */
	readonly folder: string;
	readonly photo: Uint8Array<ArrayBuffer>;
	readonly s3: S3StoreOptions;
	/** A bucket that pages of other sites may use (CORS). */
	readonly openS3: S3StoreOptions;
};
