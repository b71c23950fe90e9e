import type { FunctionEvent, FunctionField, FunctionFields } from "../viewer-request/event.ts";
import type { ViewerRequest } from "./messages.ts";

/**
 * Converts a visitor's request to the event that CloudFront passes to the function: header names in
 * lower case, cookies separate, names and values of the query as sent, repetitions as `multiValue`.
 *
 * @example
 * const outcome = handler(viewerEvent({ method: "GET", path: "/media/x/a.jpg", query: "width=400", headers: [] }));
 */
export function viewerEvent(viewer: ViewerRequest): FunctionEvent {
	const { method, path, query } = viewer;
	const headers = viewer.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
	const request = {
		method,
		uri: path,
		querystring: fields(pairs(query ?? "", "&")),
		headers: fields(headers.filter(([name]) => name !== "cookie")),
		cookies: fields(
			headers.flatMap(([name, value]) => (name === "cookie" ? pairs(value, "; ") : [])),
		),
		rawQueryString: () => query,
	};
	const context = {
		distributionDomainName: "d111111abcdef8.cloudfront.net",
		distributionId: "LOCAL",
		eventType: "viewer-request",
		requestId: crypto.randomUUID(),
	};
	const event = { version: "1.0", context, viewer: { ip: "127.0.0.1" }, request };
	return event;
}

type Pair = readonly [name: string, value: string];

function pairs(text: string, separator: string): readonly Pair[] {
	if (text === "") return [];
	return text.split(separator).map((pair): Pair => {
		const equals = pair.indexOf("=");
		return equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
	});
}

function fields(all: readonly Pair[]): FunctionFields {
	const byName = Map.groupBy(all, ([name]) => name);
	// `fromEntries` defines properties, it does not assign them: a parameter may be named __proto__.
	return Object.fromEntries([...byName].map(([name, same]) => [name, fieldOf(same)]));
}

function fieldOf(same: readonly Pair[]): FunctionField {
	const values = same.map(([, value]) => ({ value }));
	const [first = { value: "" }] = values;
	return values.length > 1 ? { ...first, multiValue: values } : first;
}
