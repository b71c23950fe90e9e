import type { Page } from "playwright-core";
import { signInPath } from "../../server/sign-in/sign-in-link.ts";
import { TOKEN } from "../server-environment.ts";

/** Opens a link to sign in with, and presses its button. */
export async function signIn(page: Page): Promise<void> {
	await page.goto(signInPath(TOKEN, Date.now()));
	await page.getByRole("button", { name: "Sign in" }).click();
	await page.waitForURL((url) => url.pathname !== "/sign-in");
}
