/**
 * Chromium without a window, which needs a fifth of the time for a page, or the whole one; `null` if there
 * is neither.
 */
export const chromiumProgram: string | null =
	Bun.which("chromium-headless-shell") ?? Bun.which("chromium");
