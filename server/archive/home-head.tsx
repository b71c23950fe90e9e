import type { VNode } from "preact";
import { LinkPreview } from "../photos/link-preview.tsx";
import type { ImageAddresses } from "../photos/photo-json.ts";
import { forVisitors } from "../photos/shown-photo.ts";
import type { Month } from "./months.ts";

/** What the head of an archive's page says. */
export type HomeHeadProps = {
	readonly months: readonly Month[];
	/** The cursor of this page; `null`: the first page. */
	readonly cursor: string | null;
	/** The site's origin, without a trailing slash. */
	readonly origin: string;
	readonly site: ImageAddresses & {
		readonly siteName: string;
		/** `undefined`: the page says which months it has. */
		readonly siteDescription: string | undefined;
	};
};

/**
 * Renders what search engines and link previews read of an archive's page. Every upload moves the pages
 * behind the first: they are not for search engines, which find each photo in the sitemap.
 *
 * @example
 * page({ ..., head: <HomeHead months={months} cursor={null} origin="https://photos.example" site={site} /> }, content);
 */
export function HomeHead({ months, cursor, origin, site }: HomeHeadProps): VNode {
	const { siteName, siteDescription, publicWords } = site;
	const path = cursor === null ? "/" : `/?cursor=${encodeURIComponent(cursor)}`;
	const photos = months.flatMap((month) =>
		month.photos.filter((photo) => photo.status === "published"),
	);
	// Previews are wide: they crop others.
	const shown = photos.find(({ width, height }) => width > height) ?? photos[0];
	return (
		<>
			{cursor !== null && <meta name="robots" content="noindex, follow" />}
			<LinkPreview
				link={origin + path}
				siteName={siteName}
				title={siteName}
				description={
					cursor === null ? (siteDescription ?? describeFirst(months)) : describe(months)
				}
				photo={shown ? forVisitors(shown, publicWords) : null}
				addresses={site}
			/>
		</>
	);
}

function describeFirst([newest]: readonly Month[]): string | null {
	return newest ? `Photos, the newest from ${newest.name}` : null;
}

function describe(months: readonly Month[]): string | null {
	const [newest, oldest] = [months[0]?.name, months.at(-1)?.name];
	if (newest === undefined) return null;
	return newest === oldest ? `Photos from ${newest}` : `Photos from ${oldest} to ${newest}`;
}
