import { beforeAll, expect, test } from "bun:test";
import { requires } from "../requirements.ts";
import { upload } from "../server/client.ts";
import { drawn } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { PHONE } from "./browser.ts";
import { signIn } from "./sign-in.ts";
import { siteForTests } from "./site.ts";

const DESCRIPTION = `Hills & lakes, by ${"long ".repeat(20)}`.trim();
const LICENSE_URL = "https://creativecommons.org/licenses/by-nc/4.0/";
const NAME = 'Ines <b>O\'Neil</b> & "Söhne" &amp; ]]>';

requires("chromium").describe("the site's name", () => {
	const site = siteForTests({ SITE_NAME: NAME, SITE_DESCRIPTION: DESCRIPTION, LICENSE_URL });
	let id = "";
	beforeAll(async () => {
		[id = ""] = await upload(site.server, ["quay.jpg", drawn(1)]);
		await settled(site.server, [id]);
	});

	test("is shown on every page as it was written", async () => {
		const { page, problems } = await site.open();
		const titles = {
			"/": NAME,
			[`/photos/${id}`]: `quay – ${NAME}`,
			"/sign-in": `Sign in – ${NAME}`,
		};
		for (const [path, title] of Object.entries(titles)) {
			await page.goto(path);
			expect(await page.title()).toBe(title);
			expect(await page.locator("a.home").textContent()).toBe(NAME);
			const feed = page.locator('link[type="application/atom+xml"]');
			expect(await feed.getAttribute("title")).toBe(NAME);
		}
		await page.getByRole("heading", { name: `Sign in to ${NAME}`, exact: true }).waitFor();
		await page.goto(`/photos/${id}`);
		const preview = page.locator('meta[property="og:site_name"]');
		expect(await preview.getAttribute("content")).toBe(NAME);
		expect(problems).toEqual([]);
	});

	test("and description are the home page's link preview, and its canonical URL is that of the site", async () => {
		const { page } = await site.open();
		const head = (selector: string, attribute = "content") =>
			page.locator(`head ${selector}`).getAttribute(attribute);
		await page.goto("/");
		expect(await head("link[rel=canonical]", "href")).toBe(`${site.server.url}/`);
		expect(await head("meta[name=description]")).toBe(DESCRIPTION);
		expect(await head("meta[property='og:title']")).toBe(NAME);
		expect(await head("meta[property='og:description']")).toBe(DESCRIPTION);
		expect(await head("meta[property='og:url']")).toBe(`${site.server.url}/`);
		expect(await head("meta[property='og:type']")).toBe("website");
		const preview = await fetch((await head("meta[property='og:image']")) ?? "");
		const { width, height } = await new Bun.Image(await preview.bytes()).metadata();
		expect(await head("meta[property='og:image:width']")).toBe(String(width));
		expect(await head("meta[property='og:image:height']")).toBe(String(height));
		expect(await page.locator("meta[name=robots]").count()).toBe(0);
	});

	test("is the app's in the manifest, which browsers accept", async () => {
		const { page } = await site.open();
		await page.goto("/");
		const client = await page.context().newCDPSession(page);
		const { url, data, errors } = await client.send("Page.getAppManifest");
		expect(errors).toEqual([]);
		const manifest = JSON.parse(data ?? "");
		expect(manifest).toMatchObject({ id: "/", name: NAME, start_url: "/" });
		const links = page.locator("head link[rel=apple-touch-icon]");
		const paths = [await links.getAttribute("href"), url, ...manifest.icons.map(sourceOf)];
		const types: string[] = [];
		for (const path of paths) {
			const response = await fetch(new URL(path, site.server.url));
			expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
			types.push(response.headers.get("content-type") ?? "");
		}
		expect(types).toEqual(["image/png", "application/manifest+json", "image/svg+xml", "image/png"]);
	});

	test("is credited where the owner states a licence, which the photo's page links to", async () => {
		const { page } = await site.open();
		await page.goto(`/photos/${id}`);
		const link = page.getByRole("link", { name: "CC BY-NC 4.0" });
		expect(await link.getAttribute("rel")).toBe("license");
		expect(await link.getAttribute("href")).toBe(LICENSE_URL);
		const jsonLd = await page.locator('script[type="application/ld+json"]').textContent();
		const image = JSON.parse(jsonLd ?? "");
		expect(image).toMatchObject({ license: LICENSE_URL, creditText: NAME });
		expect(image).not.toHaveProperty("acquireLicensePage");
	});

	test("is the feed's title and author, in valid XML", async () => {
		const { page } = await site.open();
		await page.goto("/robots.txt");
		const read = await page.evaluate(async () => {
			const text = await (await fetch("/feed.atom")).text();
			const xml = new DOMParser().parseFromString(text, "application/xml");
			return ["feed > title", "feed > author > name", "parsererror"].map(
				(selector) => xml.querySelector(selector)?.textContent ?? null,
			);
		});
		expect(read).toEqual([NAME, NAME, null]);
	});
});

function sourceOf({ src }: { readonly src: string }): string {
	return src;
}

requires("chromium").describe("a long site name without spaces", () => {
	const site = siteForTests({ SITE_NAME: "W".repeat(100), WORKERS: "0" });

	test("fits on a phone beside the owner's links", async () => {
		const { page } = await site.open(PHONE);
		await signIn(page);
		for (const path of ["/", "/sign-in"]) {
			await page.goto(path);
			const overflow = await page.evaluate(() => {
				const { scrollWidth, clientWidth } = document.documentElement;
				return scrollWidth - clientWidth;
			});
			expect([path, overflow]).toEqual([path, 0]);
		}
		await page.getByRole("link", { name: "Desk" }).click();
		await page.waitForURL("/desk");
	});
});
