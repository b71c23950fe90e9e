import { createS3Store } from "widthwise/store/s3";
import { createLightS3Store } from "../../edge/s3/light-store.ts";

/** The stores in S3 buckets, by their clients: one suite tests both. */
export const S3_CLIENTS = [
	{ kind: "S3", open: createS3Store },
	{ kind: "light S3", open: createLightS3Store },
] as const;
