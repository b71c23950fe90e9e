/** What the function is told by its environment. */
export type ValidateConfig = {
	readonly media: StorePlace;
	readonly publicStore: StorePlace;
	readonly region: string;
	/** The address of an S3 server that is not Amazon's. */
	readonly endpoint: string | undefined;
	/** Bytes of the largest original. */
	readonly maxFileBytes: number;
	/** Pixels of the largest picture that is decoded. */
	readonly maxPixels: number;
	/** Whether masters keep the copyright notice and the artist's name. */
	readonly keepCopyright: boolean;
};

/** A bucket and what its keys begin with, without a slash at its end; or empty. */
export type StorePlace = { readonly bucket: string; readonly prefix: string };

/**
 * Reads the function's environment: `MEDIA_STORE` and `PUBLIC_STORE` (`s3://bucket/prefix`, the same as
 * the server's), `MAX_FILE_BYTES`, `MAX_PIXELS`, `KEEP_COPYRIGHT`, `S3_ENDPOINT`.
 *
 * @throws {Error} saying what is wrong with it
 *
 * @example
 * readValidateConfig().media; // { bucket: "photos-media", prefix: "" }
 */
export function readValidateConfig(environment = process.env): ValidateConfig {
	const place = (name: string): StorePlace => {
		const match = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(environment[name] ?? "");
		const [, bucket, prefix = ""] = match ?? [];
		if (bucket) return { bucket, prefix };
		throw new Error(`${name} must be s3://bucket or s3://bucket/prefix, got ${environment[name]}`);
	};
	const integer = (name: string, fallback: number): number => {
		const text = environment[name] ?? String(fallback);
		if (/^[1-9][0-9]{0,14}$/.test(text)) return Number(text);
		throw new Error(`${name} must be a whole number from 1, got ${text}`);
	};
	return {
		media: place("MEDIA_STORE"),
		publicStore: place("PUBLIC_STORE"),
		region: environment.AWS_REGION ?? "us-east-1",
		endpoint: environment.S3_ENDPOINT || undefined,
		maxFileBytes: integer("MAX_FILE_BYTES", 200_000_000),
		maxPixels: integer("MAX_PIXELS", 110_000_000),
		keepCopyright: environment.KEEP_COPYRIGHT === "true",
	};
}
