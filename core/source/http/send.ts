import type { LookupAddress } from "node:dns";
import { lookup as lookUpInDns } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address.ts";

/** Resolves a host's name to its addresses. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** How requests are sent. */
export type SendOptions = {
	/** Also to addresses that are not on the public internet. */
	readonly allowsPrivateAddresses: boolean;
	readonly resolve: Resolve;
};

/**
 * Resolves a host's name with the system's resolver.
 *
 * @throws {Error} the system's, if the name does not exist
 *
 * @example
 * await resolveHost("photos.example"); // [{ address: "93.184.215.14", family: 4 }]
 */
export function resolveHost(host: string): Promise<readonly LookupAddress[]> {
	return lookUpInDns(host, { all: true });
}

/**
 * Sends one request, without following redirects. The connection is made to the very address that was
 * checked: a name that resolves to another one a moment later (DNS rebinding) gains nothing.
 *
 * @throws {Error} if the address is not allowed, or the server cannot be reached
 *
 * @example
 * const options = { allowsPrivateAddresses: false, resolve: resolveHost };
 * const response = await sendRequest("HEAD", new URL("https://photos.example/a.jpg"), signal, options);
 */
export async function sendRequest(
	method: "GET" | "HEAD",
	url: URL,
	signal: AbortSignal,
	options: SendOptions,
): Promise<IncomingMessage> {
	// Addresses in a URL are not looked up.
	const host = url.hostname.replace(/^\[|\]$/g, "");
	if (isIP(host)) checkAddress(host, options);
	const send = url.protocol === "https:" ? requestHttps : requestHttp;
	return new Promise((resolve, reject) => {
		const request = send(url.href, {
			method,
			signal,
			// A connection is not shared with others, whose addresses were not checked.
			agent: false,
			lookup: checkedLookup(options),
			headers: { Accept: "image/*", "Accept-Encoding": "identity", "User-Agent": "widthwise" },
		});
		request.on("response", resolve).on("error", reject).end();
	});
}

function checkedLookup(options: SendOptions): LookupFunction {
	return (host, { all }, callback) => {
		options
			.resolve(host)
			.then((addresses) => {
				const [first] = addresses;
				if (!first) return callback(new Error(`${host} has no address`), "");
				for (const { address } of addresses) checkAddress(address, options);
				if (all) callback(null, [...addresses]);
				else callback(null, first.address, first.family);
			})
			.catch((error: Error) => callback(error, ""));
	};
}

function checkAddress(address: string, { allowsPrivateAddresses }: SendOptions): void {
	if (allowsPrivateAddresses || isPublicAddress(address)) return;
	throw new Error(`${address} is not on the public internet`);
}
