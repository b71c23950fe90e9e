/**
 * Returns the path of Chromium, or of its shell without a window.
 *
 * @throws {Error} if it is not installed
 *
 * @example
 * chromium.launch({ executablePath: requireChromium() });
 */
export function requireChromium(): string {
	const path = Bun.which("chromium") ?? Bun.which("chromium-headless-shell");
	if (path !== null) return path;
	throw new Error("This needs Chromium: apt-get install chromium");
}
