import { cp, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { SCREENS, type Screen } from "../bytes/places.ts";
import { runWidthwiseOn } from "../harness/processes.ts";
import { formatSummary, summarize } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";
import { fiftyPhotos } from "../website/fifty-photos.ts";
import { launchBrowser } from "../website/visit.ts";
import { type PublishedSite, publishSite } from "./published-site.ts";
import { visitOnScreen } from "./visit-on-screen.ts";

const WARM_VISITS = 3;

const MAX_PHOTOS = 50;

/** What a site is compared with: the same one without first sets. */
const KINDS = [
	{ name: "with first sets", firstSet: true },
	{ name: "FIRST_SET=false", firstSet: false },
] as const;

/**
 * Measures the first visit of the home page and later ones on four screens, right after the background
 * lane has made the first sets, compared with a site that makes none; and what the sets cost.
 *
 * @param count of photos, at most fifty
 *
 * @example
 * for (const table of await measureFirstVisits(photo)) console.log(formatTable(table));
 */
export async function measureFirstVisits(
	photo: Uint8Array,
	count: number = MAX_PHOTOS,
): Promise<readonly Table[]> {
	const photos = (await fiftyPhotos(photo)).slice(0, count);
	await using sites = new AsyncDisposableStack();
	const published: PublishedSite[][] = [[], []];
	// The second round is in the other order: the machine may become slower.
	for (const kinds of [
		[0, 1],
		[1, 0],
	] as const) {
		for (const kind of kinds) {
			const firstSet = KINDS[kind].firstSet;
			published[kind]?.push(sites.use(await publishSite(photos, { firstSet })));
		}
	}
	await using browser = await launchBrowser();
	const rows: (readonly string[])[] = [];
	for (const screen of SCREENS) {
		for (const [kind, { name }] of KINDS.entries()) {
			const [site] = published[kind] ?? [];
			if (site) rows.push(await visitSite(browser, screen, { name, site }));
		}
	}
	const visits: Table = {
		title: `The first visit of the home page with ${count} photos: until its last image`,
		head: ["screen", "site", "images", "cold", "warm (spread)", "cold : warm"],
		rows,
	};
	return [visits, costOf(published, photos.length)];
}

/** On a copy of the site: visits store what they have cut. */
async function visitSite(
	browser: Browser,
	screen: Screen,
	{ name, site }: { readonly name: string; readonly site: PublishedSite },
): Promise<readonly string[]> {
	await using copy = await mkdtempDisposable(join(tmpdir(), "widthwise-bench-"));
	await cp(site.dataDir, copy.path, { recursive: true });
	// What was not cut before is cut for the visitor.
	await using server = await runWidthwiseOn(copy.path);
	// The process has rendered a page before, but has sent no image.
	await (await fetch(server.url)).text();
	const cold = await visitOnScreen(browser, server.url, screen);
	const warm: number[] = [];
	for (let i = 0; i < WARM_VISITS; i++) {
		warm.push((await visitOnScreen(browser, server.url, screen)).ms);
	}
	const summary = summarize(warm);
	const { width, height, dpr } = screen;
	return [
		`${screen.name}, ${width} x ${height} at ${dpr}`,
		name,
		String(cold.images),
		`${cold.ms.toFixed(0)} ms`,
		formatSummary(summary, "ms"),
		`${(cold.ms / summary.median).toFixed(2)}x`,
	];
}

function costOf(published: readonly (readonly PublishedSite[])[], photos: number): Table {
	const base = summarize(published[1]?.map(({ publishMs }) => publishMs) ?? []).median;
	const rows = KINDS.map(({ name }, kind) => {
		const sites = published[kind] ?? [];
		const publishing = summarize(sites.map(({ publishMs }) => publishMs));
		const sets = summarize(sites.map(({ setsMs }) => setsMs / photos));
		const bytes = summarize(sites.map(({ setsBytes }) => setsBytes / photos));
		return [
			name,
			formatSummary(publishing, "ms"),
			`${(publishing.median / base).toFixed(2)}x`,
			`${(sets.median / 1000).toFixed(2)} s`,
			`${(bytes.median / 1000).toFixed(0)} kB`,
		];
	});
	return {
		title: `What first sets cost: ${photos} photos of up to 2560 px, uploaded at once`,
		head: [
			"site",
			"until all are visible",
			"ratio",
			"processor time a photo afterwards",
			"bytes a photo",
		],
		rows,
	};
}
