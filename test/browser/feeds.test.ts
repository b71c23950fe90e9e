import { beforeAll, expect, test } from "bun:test";
import { requires } from "../requirements.ts";
import { asOwner } from "../server/client.ts";
import { drawnSiteForTests } from "./drawn-site.ts";

// Read by a browser's XML parser, which forgives nothing.
requires("chromium").describe("what programs read of the site", () => {
	const site = drawnSiteForTests(2);
	const odd = { title: 'Fish & <chips> "]]>', caption: "A\u0001B \ud83d\ude00 & more" };
	beforeAll(async () => {
		await asOwner(site.server, `/api/photos/${site.ids[1]}`, { method: "PATCH", body: odd });
	});

	/** Texts, or an attribute, of all elements of a name in an XML document of the site. */
	async function read(path: string, name: string, attribute?: string): Promise<readonly string[]> {
		const { page } = await site.open();
		await page.goto("/robots.txt");
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

	test("the feed has the newest photos, their words whole, each under a lasting name", async () => {
		const { url } = site.server;
		expect(await read("/feed.atom", "title")).toEqual([
			"Photos",
			"Blue hour",
			odd.title,
			"Photo without a title",
			"hills 0",
			"hills 1",
		]);
		expect((await read("/feed.atom", "name"))[0]).toBe("Photos");
		const names = site.ids.map(
			(id) => `urn:uuid:${id.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5")}`,
		);
		expect(await read("/feed.atom", "id")).toEqual([`${url}/feed.atom`, ...names]);
		expect(await read("/feed.atom", "p")).toContain("AB \ud83d\ude00 & more");
		const links = await read("/feed.atom", "a", "href");
		expect(links).toEqual(site.ids.map((id) => `${url}/photos/${id}`));
		for (const address of await read("/feed.atom", "img", "src")) {
			const response = await fetch(address);
			expect(response.headers.get("content-type")).toStartWith("image/");
		}
	});

	test("the sitemap names every page and its image", async () => {
		const { url } = site.server;
		expect(await read("/sitemap.xml", "loc")).toEqual([
			`${url}/`,
			...site.ids.map((id) => `${url}/photos/${id}`),
		]);
		expect(await read("/sitemap.xml", "image:loc")).toHaveLength(site.ids.length);
	});

	test("a photo's page names itself, a picture for previews, and its facts", async () => {
		const { page } = await site.open();
		await page.goto(`/photos/${site.ids[1]}`);
		const property = (name: string) =>
			page.locator(`meta[property="${name}"]`).getAttribute("content");
		expect(await property("og:title")).toBe(odd.title);
		expect(await property("og:site_name")).toBe("Photos");
		expect(await page.title()).toBe(`${odd.title} – Photos`);
		expect(await property("og:url")).toBe(page.url());
		const preview = await fetch((await property("og:image")) ?? "");
		expect(preview.headers.get("content-type")).toBe("image/jpeg");
		const { width, height } = await new Bun.Image(await preview.bytes()).metadata();
		expect([String(width), String(height)]).toEqual([
			(await property("og:image:width")) ?? "",
			(await property("og:image:height")) ?? "",
		]);
		const facts = await page.locator('script[type="application/ld+json"]').textContent();
		expect(JSON.parse(facts ?? "")).toMatchObject({
			"@type": "ImageObject",
			name: odd.title,
			contentUrl: expect.stringMatching(/^http.*\/media\/.*\.jpg$/),
		});
	});
});
