import { beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { requires } from "../requirements.ts";
import { asOwner, OWNER, photo, post, upload } from "../server/client.ts";
import { drawn, undecodable } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { axeColourViolations, axeViolations, loadAxe } from "./axe.ts";
import { DESKTOP, loadPage, PHONE } from "./browser.ts";
import { pressKey } from "./keys.ts";
import { signIn } from "./sign-in.ts";
import { siteForTests } from "./site.ts";

const PASSWORD = "correct horse battery staple";

requires("chromium").describe("the desk, in a browser,", () => {
	const site = siteForTests();
	let ids: readonly string[];
	beforeAll(async () => {
		const names = ["one", "two", "three", "four", "five", "six"];
		ids = await upload(site.server, ...names.map((name, i) => [`${name}.jpg`, drawn(i)] as const), [
			"broken.png",
			undecodable(1),
		]);
		await settled(site.server, ids);
	});

	const card = (page: Page, id = "") => page.locator(`[data-photo="${id}"]`);

	function postForm(path: string, password: string, headers = {}): Promise<Response> {
		const body = new URLSearchParams({ password });
		return fetch(site.server.url + path, { method: "POST", body, headers });
	}

	async function openDesk() {
		const visitor = await site.openAsOwner(DESKTOP);
		await visitor.page.goto("/desk");
		await visitor.page.getByRole("button", { name: "Select all on this page" }).waitFor();
		return visitor;
	}

	test("saves a title and a caption in place, by keyboard", async () => {
		const { page, problems } = await openDesk();
		const title = card(page, ids[0]).getByLabel("Title of one");
		await title.fill("Blue hour");
		await title.press("Enter");
		await card(page, ids[0]).getByText("Saved", { exact: true }).waitFor();
		expect(await card(page, ids[0]).locator(".card-names").innerText()).toBe("Blue hour\none.jpg");
		const caption = card(page, ids[1]).getByLabel("Caption of two");
		await caption.fill("On the bridge");
		await caption.press("Tab");
		await card(page, ids[1]).getByText("Saved", { exact: true }).waitFor();
		expect(await photo(site.server, ids[0] ?? "")).toMatchObject({
			title: "Blue hour",
			caption: null,
		});
		expect(await photo(site.server, ids[1] ?? "")).toMatchObject({ caption: "On the bridge" });
		await page.reload();
		await page.getByRole("link", { name: "Edit Blue hour" }).waitFor();
		expect(problems).toEqual([]);
	});

	test("confirms on a photo's edit page that it was saved", async () => {
		const { page, problems } = await openDesk();
		await page.goto(`/desk/photos/${ids[1]}`);
		await page.getByRole("textbox", { name: "Title" }).fill("Low tide");
		await page.getByRole("button", { name: "Save" }).click();
		await page.getByRole("status").getByText("Saved", { exact: true }).waitFor();
		await page.getByRole("heading", { name: "Low tide" }).waitFor();
		expect(new URL(page.url()).pathname).toBe(`/desk/photos/${ids[1]}`);
		expect(await page.title()).toBe("Saved – Photos");
		expect(await axeViolations(page)).toEqual([]);
		expect(problems).toEqual([]);
	});

	test("finds photos, and gives those that are selected titles", async () => {
		const { page, problems } = await openDesk();
		await page.getByRole("searchbox", { name: "Search for" }).fill("FOUR.jpg");
		await pressKey(page, "Enter");
		await page.getByRole("status").getByText("1 photo found").waitFor();
		expect(new URL(page.url()).search).toBe("?q=FOUR.jpg&show=all");
		expect(await page.locator(".card").count()).toBe(1);
		await card(page, ids[3]).getByRole("checkbox").check();
		await page.getByRole("button", { name: "Set titles" }).click();
		await page.getByRole("heading", { name: "Titles of this photo" }).waitFor();
		expect(await axeViolations(page)).toEqual([]);
		await page.getByRole("textbox", { name: /^Title of each/ }).fill("Pier {n}");
		await pressKey(page, "Enter");
		await page.getByRole("status").getByText("Saved: 1 photo").waitFor();
		await page.getByRole("link", { name: "Back to the desk" }).click();
		await card(page, ids[3]).getByText("Pier 1", { exact: true }).waitFor();
		expect(new URL(page.url()).search).toBe("?q=FOUR.jpg");
		await page.goto("/desk?q=nothing&show=untitled");
		await page.getByRole("status").getByText("No photos found").waitFor();
		expect(await axeViolations(page)).toEqual([]);
		expect(problems).toEqual([]);
	});

	test("says when a title cannot be saved, and keeps it in the field", async () => {
		const { page } = await openDesk();
		await page.context().setOffline(true);
		const title = card(page, ids[2]).getByLabel("Title of three");
		await title.fill("Offline");
		await title.press("Enter");
		await card(page, ids[2]).getByText("Not saved: the server does not answer").waitFor();
		await page.context().setOffline(false);
		await card(page, ids[2]).getByRole("button", { name: "Save three" }).click();
		await card(page, ids[2]).getByText("Saved", { exact: true }).waitFor();
		expect(await photo(site.server, ids[2] ?? "")).toMatchObject({ title: "Offline" });
	});

	test("deletes the selected photos after confirmation", async () => {
		const { page, problems } = await openDesk();
		const remove = page.getByRole("button", { name: "Delete selected" });
		expect(await remove.isDisabled()).toBe(true);
		await card(page, ids[3]).getByRole("checkbox").click();
		await card(page, ids[5])
			.getByRole("checkbox")
			.click({ modifiers: ["Shift"] });
		await page.getByText("3 selected", { exact: true }).waitFor();
		await remove.click();
		const dialog = page.getByRole("dialog");
		await dialog.getByText("Delete these 3 photos?").waitFor();
		expect(await axeViolations(page)).toEqual([]);
		await pressKey(page, "Escape");
		expect(await card(page, ids[4]).count()).toBe(1);
		await remove.click();
		await dialog.getByRole("button", { name: "Delete" }).click();
		await page.getByRole("status").getByText("3 photos deleted").waitFor();
		for (const id of ids.slice(3, 6)) {
			expect(await card(page, id).count()).toBe(0);
			expect(await photo(site.server, id)).toBeNull();
		}
		await page.getByText("3 photos are in the trash.").waitFor();
		await loadPage(page, () => page.getByRole("button", { name: "Undo" }).click());
		for (const id of ids.slice(3, 6)) await card(page, id).getByRole("img").waitFor();
		expect(problems).toEqual([]);
	});

	test("says when photos cannot be deleted, on the screen and to screen readers", async () => {
		const { page } = await openDesk();
		await page.context().clearCookies();
		await card(page, ids[0]).getByRole("checkbox").click();
		await page.getByRole("button", { name: "Delete selected" }).click();
		await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
		const outcome = "0 photos deleted, 1 not deleted: you are signed out";
		await page.getByRole("status").getByText(outcome).waitFor();
		expect(await page.locator(".selected-count").textContent()).toBe(outcome);
		expect(await card(page, ids[0]).count()).toBe(1);
	});

	test("shows why a photo failed, retries it, and shows photos as they are published", async () => {
		const { page, problems } = await openDesk();
		const failures = page.getByRole("region", { name: "Not published" });
		await failures.getByText("broken.png: The PNG file is damaged").waitFor();
		const [id = ""] = await upload(site.server, ["fresh.jpg", drawn(40)]);
		await page.reload();
		await card(page, id).getByRole("img").waitFor();
		const again = failures.getByRole("button", { name: "Try again: broken.png" });
		await loadPage(page, () => again.click());
		expect(new URL(page.url()).pathname).toBe("/desk");
		await page.locator(`#photo-${ids[6]}[data-status=failed]`).waitFor();
		expect(problems).toEqual([]);
	});

	test("shows how much storage is used", async () => {
		const { page } = await openDesk();
		const totals = page.locator(".totals");
		await totals.getByText("Public images").waitFor();
		for (const name of ["Published", "Originals", "Free disk space"]) {
			expect(await totals.getByText(name, { exact: true }).count()).toBe(1);
		}
	});

	test("sets a password, signs in with it, and ends another browser's session", async () => {
		const { page, problems } = await openDesk();
		const other = await site.open();
		await page.getByRole("link", { name: "Password and sessions" }).click();
		await page.getByLabel("New password").fill(PASSWORD);
		await page.getByRole("button", { name: "Set password" }).click();
		await page.getByRole("alert").getByText("Password saved.").waitFor();

		await other.page.goto("/desk");
		await other.page.waitForURL("/sign-in?**");
		await other.page.getByLabel("Password").fill("a wrong password");
		await other.page.getByRole("button", { name: "Sign in" }).click();
		await other.page.getByRole("alert").getByText("Incorrect password.").waitFor();
		expect(await axeViolations(other.page)).toEqual([]);
		await other.page.getByLabel("Password").fill(PASSWORD);
		await other.page.getByRole("button", { name: "Sign in" }).click();
		await other.page.waitForURL("/desk");
		await other.page.getByRole("heading", { name: "Desk" }).waitFor();

		await page.goto("/desk/sign-ins");
		await page.getByRole("button", { name: "Sign out of all other sessions" }).click();
		await page.getByText("(this browser)").waitFor();
		expect(await page.locator(".sessions li").count()).toBe(1);
		await other.page.reload();
		await other.page.waitForURL("/sign-in?**");
		expect(problems).toEqual([]);
	});

	test("limits wrong passwords", async () => {
		const { page } = await site.open();
		await postForm("/desk/password", PASSWORD, OWNER);
		for (let i = 0; i < 10; i++) {
			expect((await postForm("/sign-in", `guess number ${i}`)).status).toBe(401);
		}
		await page.goto("/sign-in");
		await page.getByLabel("Password").fill(PASSWORD);
		await page.getByRole("button", { name: "Sign in" }).click();
		await page.getByRole("alert").getByText("Too many wrong passwords").waitFor();
	});

	test.each([
		["phone", PHONE],
		["desktop", DESKTOP],
	] as const)("has no axe violations on a %s, light or dark", async (name, device) => {
		const { page } = await site.open(device);
		const expectNoViolations = async (path: string): Promise<void> => {
			await page.emulateMedia({ colorScheme: "light" });
			await page.goto(path);
			expect([path, await axeViolations(page)]).toEqual([path, []]);
			await page.emulateMedia({ colorScheme: "dark" });
			expect([path, await axeColourViolations(page)]).toEqual([path, []]);
		};
		await loadAxe(page);
		await expectNoViolations("/sign-in");
		await signIn(page);
		await post(site.server, ["broken again.png", undecodable(2)]);
		await asOwner(site.server, `/api/photos/${ids[5]}?batch=${name}`, { method: "DELETE" });
		const photos = [`/desk?trashed=${name}`, "/desk", `/desk/photos/${ids[0]}`];
		for (const path of [...photos, "/desk/trash", "/desk/sign-ins", "/admin/queue"]) {
			await expectNoViolations(path);
		}
	});
});
