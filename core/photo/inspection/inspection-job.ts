import type { Probe } from "../../formats/container/container.ts";
import type { PhotoMetadata } from "../../metadata/read.ts";
import type { StripOptions } from "../../privacy/strip.ts";
import type { Inspection } from "./inspector.ts";

/** A file on this machine. */
export type FileOnDisk = {
	/** Absolute path. */
	readonly path: string;
	/** Bytes. */
	readonly size: number;
};

/** A job for a thread. */
export type InspectionJob =
	| { readonly kind: "probe"; readonly file: FileOnDisk }
	| { readonly kind: "inspect"; readonly image: Uint8Array; readonly maxPixels: number }
	| { readonly kind: "metadata"; readonly image: Uint8Array }
	| { readonly kind: "strip"; readonly image: Uint8Array; readonly options: StripOptions }
	| { readonly kind: "verify"; readonly image: Uint8Array; readonly kept: StripOptions };

/** The result of a job of the same kind. */
export type InspectionResult =
	| { readonly kind: "probe"; readonly value: Probe }
	| { readonly kind: "inspect"; readonly value: Inspection }
	| { readonly kind: "metadata"; readonly value: PhotoMetadata }
	| { readonly kind: "strip"; readonly value: Uint8Array<ArrayBuffer> }
	| { readonly kind: "verify"; readonly value: readonly string[] };

/** The result of one kind of job. */
export type ResultOf<Kind extends InspectionJob["kind"]> = Extract<
	InspectionResult,
	{ readonly kind: Kind }
>;

/**
 * Whether a result is one of a kind of job.
 *
 * @example
 * isResultOf({ kind: "verify", value: [] }, "verify"); // true
 */
export function isResultOf<Kind extends InspectionJob["kind"]>(
	result: InspectionResult,
	kind: Kind,
): result is ResultOf<Kind> {
	return result.kind === kind;
}
