import { chooseEncoding } from "../../../server/http/text-response.ts";
import { readTrustedProxies } from "../../../server/http/trusted-proxies.ts";
import { createVisitors } from "../../../server/http/visitors.ts";
import { readParameters } from "../../../server/uploads/form/parameters.ts";
import { unsupported, withOverride } from "../../../server/uploads/resumable/tus-request.ts";
import { mustHold } from "../finds.ts";

const NAMES = [
	...["host", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "accept-encoding"],
	...["content-type", "content-disposition", "x-http-method-override", "upload-checksum"],
];
const METHODS = ["POST", "PATCH", "HEAD", "DELETE", "OPTIONS"];

const visitors = createVisitors({
	isTrustedProxy: readTrustedProxies("127.0.0.1,10.0.0.0/8") ?? (() => false),
	peerOf: () => "127.0.0.1",
});

/** Reads the headers of a request: a line of the input is the value of the next header, in an order. */
export function fuzz(data: Uint8Array): void {
	const request = new Request("http://127.0.0.1/api/uploads", {
		method: "POST",
		headers: new Headers(
			lines(data)
				.slice(0, NAMES.length)
				.map((value, index) => [NAMES[index] ?? "", value]),
		),
	});
	mustHold(visitors.networkOf(request).length < 100, "a network is a short text");
	const origin = visitors.originOf(request);
	mustHold(origin === null || URL.canParse(origin), "an origin is a URL");
	chooseEncoding(request);
	unsupported(request);
	mustHold(METHODS.includes(withOverride(request).method), "tus has five methods");
	readParameters(request.headers.get("content-type") ?? "");
	readParameters(request.headers.get("content-disposition") ?? "");
}

/** The lines of an input, without the control characters that no header can contain (RFC 9110, 5.5). */
function lines(data: Uint8Array): readonly string[] {
	const isText = (byte: number): boolean => byte === 0x0a || (byte >= 0x20 && byte !== 0x7f);
	return String.fromCharCode(...data.filter(isText)).split("\n");
}
