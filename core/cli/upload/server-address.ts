import { UsageError } from "../arguments/usage-error.ts";
import type { Terminal } from "../console/terminal.ts";

/**
 * Parses the address of a server. Warns if the token would travel unencrypted over a network.
 *
 * @throws {UsageError} unless it is an address of a whole site, without a path
 *
 * @example
 * requireServer("https://photos.example", terminal).host; // "photos.example"
 */
export function requireServer(text: string, terminal: Terminal): URL {
	const url = URL.canParse(text) ? new URL(text) : null;
	const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
	if (!url || !isWeb || url.pathname !== "/" || url.search !== "" || url.username !== "") {
		throw new UsageError(`--to must be like https://photos.example, got ${text}`);
	}
	if (url.protocol === "http:" && !isThisMachine(url.hostname)) {
		const { yellow } = terminal.warningColours;
		terminal.warn(`${yellow("Warning:")} http sends the owner's token unencrypted: use https`);
	}
	return url;
}

function isThisMachine(host: string): boolean {
	return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
