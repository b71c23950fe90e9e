/** The licence of all photos on the site, as the owner states it. */
export type Licence = {
	/** The text of the licence; `undefined`: the owner states none. */
	readonly licenseUrl: string | undefined;
	/** Where visitors get a licence for other uses; `undefined`: nowhere. */
	readonly acquireLicenseUrl: string | undefined;
};

const CREATIVE_COMMONS =
	/^https?:\/\/creativecommons\.org\/(licenses|publicdomain)\/([a-z-]{1,12})\/(\d\.\d)(?:\/|$)/;

/**
 * Names a licence by its URL: those of Creative Commons by the names under which they are known.
 *
 * @example
 * licenceName("https://creativecommons.org/licenses/by-nc/4.0/"); // "CC BY-NC 4.0"
 * licenceName("https://photos.example/terms"); // "Licence"
 */
export function licenceName(url: string): string {
	const [, kind, name = "", version] = CREATIVE_COMMONS.exec(url) ?? [];
	if (kind === "licenses") return `CC ${name.toUpperCase()} ${version}`;
	return name === "zero" ? `CC0 ${version}` : "Licence";
}
