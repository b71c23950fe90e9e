import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { asOwner } from "../../server/client.ts";
import type { DrawnSite } from "../drawn-site.ts";

/** Tests what programs read, with a browser's XML parser, which is strict. */
export function testFeeds(site: DrawnSite): void {
	describe("for programs and paper:", () => {
		const edit = { title: 'Fish & <chips> "]]>', caption: "A\u0001B \ud83d\ude00 & more" };
		const change = (body: Record<keyof typeof edit, string | null>): Promise<Response> =>
			asOwner(site.server, `/api/photos/${site.ids[1]}`, { method: "PATCH", body });
		beforeAll(() => change(edit));
		// Other tests find the photo by its file name.
		afterAll(() => change({ title: null, caption: null }));

		/** Opens a page that can request the site's documents. */
		async function openReader(): Promise<Page> {
			const { page } = await site.open();
			await page.goto("/robots.txt");
			return page;
		}

		/**
		 * Reads the text, or an attribute, of all elements with a name in one of the site's XML
		 * documents.
		 */
		async function read(
			page: Page,
			path: string,
			name: string,
			attribute?: string,
		): Promise<readonly string[]> {
			const found = await page.evaluate(
				async ([path, name, attribute]) => {
					const text = await (await fetch(path ?? "")).text();
					const xml = new DOMParser().parseFromString(text, "application/xml");
					const error = xml.querySelector("parsererror");
					if (error) throw new Error(error.textContent ?? "");
					return [...xml.getElementsByTagName(name ?? "")].map(
						(element) => (attribute ? element.getAttribute(attribute) : element.textContent) ?? "",
					);
				},
				[path, name, attribute] as const,
			);
			return found;
		}

		test("the feed has the newest photos with their texts, each with a permanent id", async () => {
			const { url } = site.server;
			const page = await openReader();
			expect(await read(page, "/feed.atom", "title")).toEqual([
				"Photos",
				"Blue hour",
				edit.title,
				"Untitled photo",
				"hills 0",
				"hills 1",
			]);
			expect((await read(page, "/feed.atom", "name"))[0]).toBe("Photos");
			const urns = site.ids.map(
				(id) => `urn:uuid:${id.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5")}`,
			);
			expect(await read(page, "/feed.atom", "id")).toEqual([`${url}/feed.atom`, ...urns]);
			expect(await read(page, "/feed.atom", "p")).toContain("AB \ud83d\ude00 & more");
			const links = await read(page, "/feed.atom", "a", "href");
			expect(links).toEqual(site.ids.map((id) => `${url}/photos/${id}`));
			for (const address of await read(page, "/feed.atom", "img", "src")) {
				const response = await fetch(address);
				expect(response.headers.get("content-type")).toStartWith("image/");
			}
		});

		test("the sitemap lists every page and its image", async () => {
			const { url } = site.server;
			const page = await openReader();
			expect(await read(page, "/sitemap.xml", "loc")).toEqual([
				`${url}/`,
				...site.ids.map((id) => `${url}/photos/${id}`),
			]);
			expect(await read(page, "/sitemap.xml", "image:loc")).toHaveLength(site.ids.length);
		});

		test("a photo's page has Open Graph properties and JSON-LD", async () => {
			const { page } = await site.open();
			await page.goto(`/photos/${site.ids[1]}`);
			const property = (name: string) =>
				page.locator(`meta[property="${name}"]`).getAttribute("content");
			expect(await property("og:title")).toBe(edit.title);
			expect(await property("og:site_name")).toBe("Photos");
			expect(await page.title()).toBe(`${edit.title} – Photos`);
			expect(await property("og:url")).toBe(page.url());
			const preview = await fetch((await property("og:image")) ?? "");
			expect(preview.headers.get("content-type")).toBe("image/jpeg");
			const { width, height } = await new Bun.Image(await preview.bytes()).metadata();
			expect([String(width), String(height)]).toEqual([
				(await property("og:image:width")) ?? "",
				(await property("og:image:height")) ?? "",
			]);
			const jsonLd = await page.locator('script[type="application/ld+json"]').textContent();
			expect(JSON.parse(jsonLd ?? "")).toMatchObject({
				"@type": "ImageObject",
				name: edit.title,
				contentUrl: expect.stringMatching(/^http.*\/media\/.*\.jpg$/),
			});
		});

		test("a photo's page is printed on one sheet, without what only a screen can do", async () => {
			const { page } = await site.open({ colorScheme: "dark" });
			const [wide, , tall] = site.ids;
			for (const id of [wide, tall]) {
				await page.goto(`/photos/${id}`);
				for (const landscape of [false, true]) {
					const margin = { top: "1cm", right: "1cm", bottom: "1cm", left: "1cm" };
					const sheets = sheetsIn(await page.pdf({ format: "A4", landscape, margin }));
					expect([id, landscape, sheets]).toEqual([id, landscape, 1]);
				}
			}
			await page.emulateMedia({ media: "print" });
			expect(await page.getByRole("heading").isVisible()).toBe(true);
			for (const link of await page.locator(".stage a, .actions a, footer a").all()) {
				expect(await link.isVisible()).toBe(false);
			}
			const colour = await page.evaluate(() => getComputedStyle(document.body).color);
			expect(colour).toBe("rgb(27, 27, 30)");
		});
	});
}

/** Counts the page objects of a PDF (ISO 32000-1, 7.7.3.3), which Chromium does not compress. */
function sheetsIn(pdf: Uint8Array): number {
	return new TextDecoder("latin1").decode(pdf).match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
