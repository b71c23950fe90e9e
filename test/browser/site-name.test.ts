import { beforeAll, expect, test } from "bun:test";
import { requires } from "../requirements.ts";
import { upload } from "../server/client.ts";
import { drawn } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { PHONE } from "./browser.ts";
import { signIn } from "./sign-in.ts";
import { siteForTests } from "./site.ts";

const NAME = 'Ines <b>O\'Neil</b> & "Söhne" &amp; ]]>';

requires("chromium").describe("the site's name", () => {
	const site = siteForTests({ SITE_NAME: NAME });
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
