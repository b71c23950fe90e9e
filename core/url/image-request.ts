import { formatNames, type ImageFormat, parseFormat } from "./format.ts";
import { accept, type Refusal, type Result, refuse } from "./result.ts";
import { parseWidth } from "./width.ts";

/** The parameters of an image URL, before snapping and negotiation. */
export type ImageRequest = {
	/** In the form that the grammar requires; in our own server's, 32 lower-case hex digits. */
	readonly photoId: string;
	/** CSS pixels, a whole number from 1 to 10000; `null`: the master. */
	readonly width: number | null;
	/** Device pixels per CSS pixel, 1 to 4, with at most three decimals. */
	readonly dpr: number;
	/** `null`: negotiated by the `Accept` header. */
	readonly format: ImageFormat | null;
};

/** An image to format the URL of: without a DPR it is 1, without a format it is negotiated. */
export type WantedImage = Pick<ImageRequest, "photoId" | "width"> &
	Partial<Pick<ImageRequest, "dpr" | "format">>;

/**
 * Characters of a query. CloudFront and nginx limit the time of their functions, and a worker of nginx
 * serves nobody else meanwhile: it must not grow with what a visitor sends.
 */
const MAX_QUERY_LENGTH = 1024;

/**
 * Formats the query of an image URL, with its `?`: the inverse of {@link parseQuery}. Empty for the
 * master. Leaves out a DPR of 1.
 *
 * @example
 * formatQuery({ photoId: "blue-hour", width: 400, dpr: 2, format: null }); // "?width=400&dpr=2"
 */
export function formatQuery(request: WantedImage): string {
	if (request.width === null) return "";
	let query = `?width=${request.width}`;
	const dpr = request.dpr || 1;
	if (dpr !== 1) query += `&dpr=${Math.round(dpr * 1000) / 1000}`;
	if (request.format) query += `&format=${request.format}`;
	return query;
}

/**
 * Parses the query of an image URL. Unknown parameters are ignored. `width`, `dpr` and `format`
 * must be in range, not repeated and not percent-encoded; `dpr` and `format` need a `width`. A query
 * has at most 1024 characters.
 *
 * @param query the raw query, with or without its `?`, or an empty string
 *
 * @returns a refusal with the code `invalid-width`, `invalid-dpr`, `invalid-format`,
 *   `repeated-parameter`, `encoded-parameter`, `width-required` or `query-too-long` if the query is not
 *   valid
 *
 * @example
 * parseQuery("blue-hour", "width=400&utm_source=mail");
 * // { ok: true, value: { photoId: "blue-hour", width: 400, dpr: 1, format: null } }
 */
export function parseQuery(photoId: string, query: string): Result<ImageRequest> {
	const parameters = readParameters(query);
	if (!parameters.ok) return parameters;
	return readRequest(photoId, parameters.value);
}

/** The raw text of the known parameters; `null` if one is missing. */
type Parameters = { width: string | null; dpr: string | null; format: string | null };

function readParameters(query: string): Result<Parameters> {
	const found: Parameters = { width: null, dpr: null, format: null };
	const plain = query.charAt(0) === "?" ? query.slice(1) : query;
	if (plain.length > MAX_QUERY_LENGTH) {
		const rule = `it must have at most ${MAX_QUERY_LENGTH} characters, got ${plain.length}`;
		return refuse("query-too-long", `Shorten the query: ${rule}`);
	}
	const pairs = plain === "" ? [] : plain.split("&");
	for (let i = 0; i < pairs.length; i++) {
		const pair = pairs[i] || "";
		const equals = pair.indexOf("=");
		const rawName = equals < 0 ? pair : pair.slice(0, equals);
		const value = equals < 0 ? "" : pair.slice(equals + 1);
		const name = knownName(rawName);
		if (name === null) {
			// `w%69dth` would be ignored here, but another cache could read it as `width`.
			if (isEncodedKnownName(rawName)) return refuseEncoded(rawName);
			continue;
		}
		if (value.indexOf("%") >= 0 || value.indexOf("+") >= 0) return refuseEncoded(name);
		if (found[name] !== null) {
			return refuse("repeated-parameter", `Give ${name} once: it was repeated`);
		}
		found[name] = value;
	}
	return accept(found);
}

function knownName(name: string): keyof Parameters | null {
	return name === "width" || name === "dpr" || name === "format" ? name : null;
}

function isEncodedKnownName(name: string): boolean {
	if (name.indexOf("%") < 0) return false;
	return decodesTo("width", name) || decodesTo("dpr", name) || decodesTo("format", name);
}

/** Stops at the first difference: to decode every name of a long query would take milliseconds. */
function decodesTo(known: string, name: string): boolean {
	let at = 0;
	for (let i = 0; i < known.length; i++) {
		const isPlain = name.charAt(at) === known.charAt(i);
		const code = isPlain ? 0 : parseInt(name.slice(at + 1, at + 3), 16);
		if (!isPlain && (name.charAt(at) !== "%" || code !== known.charCodeAt(i))) return false;
		at += isPlain ? 1 : 3;
	}
	return at === name.length;
}

function refuseEncoded(name: string): Refusal {
	return refuse("encoded-parameter", `Write ${name} plainly: it must not be percent-encoded`);
}

function readRequest(photoId: string, parameters: Parameters): Result<ImageRequest> {
	if (parameters.width === null) {
		if (parameters.dpr !== null || parameters.format !== null) {
			return refuse("width-required", "dpr and format need a width: add ?width=400");
		}
		return accept({ photoId: photoId, width: null, dpr: 1, format: null });
	}
	const width = parseWidth(parameters.width);
	if (width === 0) {
		return refuse("invalid-width", cannotParse("width", "1 to 10000", parameters.width));
	}
	const dpr = parameters.dpr === null ? 1 : parseDpr(parameters.dpr);
	if (dpr === 0) {
		return refuse("invalid-dpr", cannotParse("dpr", "1 to 4, at most 3 decimals", parameters.dpr));
	}
	const format = parameters.format === null ? null : parseFormat(parameters.format);
	if (parameters.format !== null && format === null) {
		return refuse("invalid-format", cannotParse("format", formatNames(), parameters.format));
	}
	return accept({ photoId: photoId, width: width, dpr: dpr, format: format });
}

function parseDpr(text: string): number {
	if (!/^[1-4](\.[0-9]{1,3})?$/.test(text)) return 0;
	const dpr = Number(text);
	return dpr <= 4 ? dpr : 0;
}

function cannotParse(name: string, allowed: string, got: string | null): string {
	return `Cannot parse ${name}: must be ${allowed}, got ${(got || "nothing").slice(0, 40)}`;
}
