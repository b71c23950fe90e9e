/** What exiftool says about a file: values by group and tag, such as "IFD0:Make". */
export type ExiftoolTags = Readonly<Record<string, unknown>>;

/** The tags that are compared, and those that decide between them. */
const TAGS = [
	...["Make", "Model", "LensModel", "Lens", "LensType", "LensInfo", "LensSpecification"],
	...["ExposureTime", "FNumber", "ISO", "FocalLength", "FocalLengthIn35mmFormat"],
	...["RecommendedExposureIndex", "StandardOutputSensitivity", "ISOSpeed"],
	...["PhotographicSensitivity", "DateTimeOriginal", "CreateDate", "DateCreated", "TimeCreated"],
	...["OffsetTime", "OffsetTimeOriginal", "GPSLatitude", "GPSLatitudeRef", "GPSLongitude"],
	...["GPSLongitudeRef", "GPSAltitude", "GPSAltitudeRef", "Copyright", "CopyrightNotice", "Rights"],
	...["Artist", "Creator", "By-line", "XPAuthor", "Author", "Title", "ObjectName", "XPTitle"],
	...["Headline", "Description", "Caption-Abstract", "ImageDescription", "XPComment"],
	...["UserComment", "Subject", "Keywords", "XPKeywords", "PNG:all"],
	...["MinFocalLength", "MaxFocalLength"],
];

/**
 * Runs exiftool once on files or folders.
 *
 * @returns what it found in each file, by the file's path
 */
export function runExiftool(
	program: string,
	paths: readonly string[],
): ReadonlyMap<string, ExiftoolTags> {
	// Numbers as they are, all groups, no warnings; text of XMP before others.
	const options = ["-json", "-n", "-G1", "-a", "-q", "-q", "-r", ...TAGS.map((tag) => `-${tag}`)];
	const { stdout } = Bun.spawnSync([program, ...options, ...paths], { stderr: "ignore" });
	const found: unknown = JSON.parse(stdout.toString() || "[]");
	if (!Array.isArray(found)) return new Map();
	return new Map(found.map((tags: ExiftoolTags) => [String(tags.SourceFile), tags]));
}
