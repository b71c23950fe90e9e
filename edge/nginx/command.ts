import { parseArgs } from "node:util";
import { WidthwiseError } from "widthwise";
import { type Address, parseAddress } from "./address.ts";
import { parseTrustedProxies, type TrustedProxies } from "./trusted-proxies.ts";

/** What the command line of `npm run nginx` says. */
export type NginxCommand = {
	readonly address: Address;
	readonly trustedProxies: TrustedProxies;
	/** The folder of the certificate. */
	readonly certificate: string;
	/** Where nginx reaches our server; `undefined`: where the settings say. */
	readonly server: string | undefined;
	readonly log: string;
};

/** How the command is used. */
export const USAGE = `npm run -s nginx -- <name or address:port> [options] > site-file

  <name>                        such as photos.example: TLS and HTTP/2
  <address:port>                such as 127.0.0.1:8080: plain HTTP
  --trusted-proxies <list>      cloudflare, or addresses in front of nginx: 10.0.0.0/8,192.0.2.7
  --certificate <folder>        with fullchain.pem and privkey.pem; /etc/letsencrypt/live/<name>
  --server <host:port>          where nginx reaches Widthwise, if not where HOST and PORT say
  --log <file>                  of image requests; /var/log/nginx/widthwise.log`;

/**
 * Parses the command line of `npm run nginx`.
 *
 * @throws {WidthwiseError} `misconfigured` with what is wrong and how the command is used
 *
 * @example
 * parseCommand(["photos.example"]).certificate; // "/etc/letsencrypt/live/photos.example"
 */
export function parseCommand(args: readonly string[]): NginxCommand {
	const { values, positionals } = readArguments(args);
	const [where = "", ...more] = positionals;
	const address = parseAddress(where);
	if (address === null || more.length > 0) {
		throw misused(
			`Give one name, or one address and port, got ${positionals.join(" ") || "nothing"}`,
		);
	}
	const proxies = values["trusted-proxies"];
	const trustedProxies = parseTrustedProxies(proxies);
	if (trustedProxies === null) {
		throw misused(`--trusted-proxies must be cloudflare, or addresses, got ${proxies}`);
	}
	if (values.server !== undefined && !/^[a-z0-9.[\]:_-]+:[0-9]{1,5}$/i.test(values.server)) {
		throw misused(`--server must be a host and a port, got ${values.server}`);
	}
	const { certificate = `/etc/letsencrypt/live/${where}`, server, log } = values;
	return { address, trustedProxies, certificate, server, log };
}

function readArguments(args: readonly string[]) {
	try {
		return parseArgs({
			args: [...args],
			allowPositionals: true,
			options: {
				"trusted-proxies": { type: "string", default: "" },
				certificate: { type: "string" },
				server: { type: "string" },
				log: { type: "string", default: "/var/log/nginx/widthwise.log" },
				// Passed to every program that npm starts.
				"until-stdin-ends": { type: "boolean" },
			},
		});
	} catch (error) {
		throw misused(error instanceof Error ? error.message : String(error));
	}
}

function misused(problem: string): WidthwiseError {
	return new WidthwiseError("misconfigured", `${problem}\n\n${USAGE}`);
}
