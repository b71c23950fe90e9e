/** The headless shell, which loads a page in a fifth of the time, else Chromium; `null` if neither. */
export const chromiumProgram: string | null =
	Bun.which("chromium-headless-shell") ?? Bun.which("chromium");
