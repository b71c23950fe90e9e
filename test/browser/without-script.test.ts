import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { requires } from "../requirements.ts";
import { drawn, undecodable, withExif } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { TOKEN } from "../server-environment.ts";
import { chosen, loadPage, PHONE } from "./browser.ts";
import { signIn } from "./sign-in.ts";
import { siteForTests } from "./site.ts";

requires("chromium").describe("without script, in a browser, the owner", () => {
	const site = siteForTests();

	/** Waits until all photos on the desk are published or have failed, and reloads it. */
	async function settleCards(page: Page): Promise<void> {
		const cards = await page.locator(".card").all();
		const ids = await Promise.all(cards.map((card) => card.getAttribute("data-photo")));
		await settled(
			site.server,
			ids.map((id) => id ?? ""),
		);
		await page.reload();
	}

	test("signs in, uploads, edits, deletes, and signs out", async () => {
		const { page, problems } = await site.open({ javaScriptEnabled: false });
		await page.goto("/");
		await page.getByRole("link", { name: "Sign in" }).click();
		await page.getByLabel("Owner token").fill("not the owner's token");
		await page.getByRole("button", { name: "Sign in" }).click();
		await page.getByRole("alert").getByText("Incorrect owner token.").waitFor();
		expect(problems.splice(0).filter((problem) => !problem.includes("401"))).toEqual([]);
		await page.getByLabel("Owner token").fill(TOKEN);
		await page.getByRole("button", { name: "Sign in" }).click();

		await page.getByRole("link", { name: "Upload" }).click();
		const photos = [chosen("plain.jpg", withExif(drawn(50))), chosen("second.jpg", drawn(51))];
		await page.getByLabel("Choose photos").setInputFiles(photos);
		await page.getByRole("button", { name: "Upload" }).click();
		await page.waitForURL("/");
		await page.getByRole("link", { name: "Desk" }).click();
		await settleCards(page);
		expect(await page.locator(".card[data-status=published]").count()).toBe(2);

		await page.getByLabel("Title of plain").fill("Blue hour");
		await page.getByRole("button", { name: "Save plain" }).click();
		await page.getByRole("status").getByText("Saved").waitFor();
		await page.getByRole("link", { name: "Back to the desk" }).click();
		await page.getByRole("link", { name: "Edit Blue hour" }).click();
		await page.waitForURL(/\/desk\/photos\/[0-9a-f]+$/);
		expect(await page.getByRole("status").count()).toBe(0);
		await page.getByRole("textbox", { name: "Caption" }).fill("On the bridge\n<b>at dusk</b>");
		await page.getByLabel("Show visitors the approximate location").check();
		await page.getByRole("button", { name: "Save" }).click();
		await page.getByRole("status").getByText("Saved").waitFor();
		await page.getByRole("heading", { name: "Blue hour" }).waitFor();
		expect(await page.getByRole("textbox", { name: "Title" }).inputValue()).toBe("Blue hour");
		expect(await page.getByRole("textbox", { name: "Caption" }).inputValue()).toBe(
			"On the bridge\n<b>at dusk</b>",
		);
		const shown = page.getByLabel("Show visitors the approximate location");
		expect(await shown.isChecked()).toBe(true);
		await shown.uncheck();
		await page.getByRole("button", { name: "Save" }).click();
		await page.getByRole("link", { name: "Back to the desk" }).click();
		await page.getByRole("link", { name: "Edit Blue hour" }).click();
		expect(await shown.isChecked()).toBe(false);

		await page.getByRole("button", { name: "Delete this photo" }).click();
		await page.getByRole("heading", { name: "Delete this photo?" }).waitFor();
		await page.getByRole("link", { name: "Cancel" }).click();
		await page.getByRole("searchbox", { name: "Search for" }).fill("second.jpg");
		await page.getByRole("button", { name: "Search" }).click();
		await page.getByText("1 photo found").waitFor();
		expect(await page.getByRole("checkbox").count()).toBe(1);
		await page.getByRole("link", { name: "Show all" }).click();
		for (const box of await page.getByRole("checkbox").all()) await box.check();
		await page.getByRole("button", { name: "Delete selected" }).click();
		await page.getByRole("heading", { name: "Delete these 2 photos?" }).waitFor();
		await page.getByRole("button", { name: "Delete" }).click();
		await page.getByText("No photos yet.").waitFor();
		await page.getByText("2 photos are in the trash.").waitFor();
		await page.getByRole("link", { name: "Open the trash" }).click();
		await page.getByText("Delete now", { exact: true }).first().click();
		await page.getByRole("button", { name: "Delete for good: " }).first().click();
		await page.getByText("This photo is not on the site").waitFor();
		await page.getByRole("button", { name: "Restore" }).click();
		await page.getByText("The trash is empty.").waitFor();
		await page.getByRole("button", { name: "Sign out" }).click();
		await page.getByRole("link", { name: "Sign in" }).waitFor();
		expect(problems).toEqual([]);
	});

	test("sees which files were refused and which photos failed, and retries", async () => {
		const device = { ...PHONE, javaScriptEnabled: false };
		const { page, problems } = await site.open(device);
		await signIn(page);
		await page.goto("/upload");
		const box = await page.getByLabel("Choose photos").boundingBox();
		expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(PHONE.viewport.width - 16);
		const files = [
			chosen("broken.png", undecodable(1)),
			chosen("empty.jpg", new Uint8Array()),
			chosen("<b>diary.jpg", new TextEncoder().encode("Dear diary ...")),
		];
		await page.getByLabel("Choose photos").setInputFiles(files);
		await page.getByRole("button", { name: "Upload" }).click();
		const alert = page.getByRole("alert");
		await alert.getByText("1 photo was accepted, 2 were refused:").waitFor();
		expect(await alert.getByRole("listitem").allTextContents()).toEqual([
			"empty.jpg: The file is empty",
			"<b>diary.jpg: The file is not an image: JPEG, PNG, WebP, GIF, AVIF, HEIC and JPEG XL are accepted",
		]);
		await page.getByLabel("Choose photos").setInputFiles([chosen("x.jpg", new Uint8Array())]);
		await page.getByRole("button", { name: "Upload" }).click();
		await alert.getByText("No photo was accepted, 1 was refused:").waitFor();
		expect(problems.splice(0).filter((problem) => !problem.includes("422"))).toEqual([]);

		await page.goto("/desk");
		const again = page.getByRole("button", { name: "Try again: broken.png" });
		await settleCards(page);
		await page.getByText("The PNG file is damaged").waitFor();
		await loadPage(page, () => again.click());
		expect(new URL(page.url()).pathname).toBe("/desk");
		await settleCards(page);
		expect(await again.count()).toBe(1);
		await page.goto("/admin/queue");
		await loadPage(page, () => again.click());
		expect(new URL(page.url()).pathname).toBe("/admin/queue");
		await page.goto("/desk");
		await settleCards(page);
		await page.getByRole("button", { name: "Delete broken.png" }).click();
		await page.getByRole("button", { name: "Delete" }).click();
		await page.getByText("1 photo is in the trash.").waitFor();
		expect(await again.count()).toBe(0);
		expect(problems).toEqual([]);
	});
});
