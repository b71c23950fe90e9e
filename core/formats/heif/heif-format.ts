import type { ImageType } from "../tables/input.ts";

/** A format of the HEIF family (ISO/IEC 23008-12): the same boxes around other coded pixels. */
export type HeifFormat = {
	readonly type: Extract<ImageType, "avif" | "heic">;
	/** The name of the format, for messages. */
	readonly label: string;
	/** The item type of coded pixels. */
	readonly codedType: string;
	/**
	 * The types of items that are made of others: grids and, where a decoder composes them, overlays and
	 * pictures that repeat another one.
	 */
	readonly derivedTypes: readonly string[];
	/** The types of a sequence's sample entries with such pixels. */
	readonly sampleTypes: readonly string[];
	/** The brands of a file whose sequence counts, even if it has a still picture, too. */
	readonly sequenceBrands: readonly string[];
};

/** AV1 Image File Format 1.1. */
export const AVIF_FORMAT: HeifFormat = {
	type: "avif",
	label: "AVIF",
	codedType: "av01",
	derivedTypes: ["grid"],
	sampleTypes: ["av01"],
	sequenceBrands: ["avis"],
};

/** HEVC in HEIF: ISO/IEC 23008-12, annex B. */
export const HEIC_FORMAT: HeifFormat = {
	type: "heic",
	label: "HEIC",
	codedType: "hvc1",
	derivedTypes: ["grid", "iovl", "iden"],
	sampleTypes: ["hvc1", "hev1"],
	sequenceBrands: [],
};
