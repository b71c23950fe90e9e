const BROWSERS = [
	["Edge", /\bEdg/],
	["Opera", /\bOPR\//],
	["Firefox", /\b(?:Firefox|FxiOS)\//],
	["Chrome", /(?:Chrome|CriOS)\//],
	["Safari", /\bSafari\//],
	["curl", /^curl\//],
] as const;

const SYSTEMS = [
	["iPhone", /\biPhone\b/],
	["iPad", /\biPad\b/],
	["Android", /\bAndroid\b/],
	["Windows", /\bWindows\b/],
	["Mac", /\bMac OS X\b/],
	["Linux", /\bLinux\b/],
] as const;

/**
 * The name of a browser and its system, from the `User-Agent` header.
 *
 * @example
 * deviceName("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"); // "Firefox on Linux"
 */
export function deviceName(userAgent: string | null): string {
	const text = userAgent ?? "";
	const browser = BROWSERS.find(([, pattern]) => pattern.test(text))?.[0] ?? "Unknown browser";
	const system = SYSTEMS.find(([, pattern]) => pattern.test(text))?.[0];
	return system ? `${browser} on ${system}` : browser;
}
