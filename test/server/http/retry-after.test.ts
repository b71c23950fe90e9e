import { expect, test } from "bun:test";
import { WidthwiseError } from "widthwise";
import { AccessError } from "../../../server/http/access-error.ts";
import { errorResponse } from "../../../server/http/error-response.ts";

const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

test.each([
	["503 unavailable", new WidthwiseError("unavailable", "The store does not answer"), "5"],
	["503 busy", new WidthwiseError("busy", "Too many"), "5"],
	["503 busy that knows when", new WidthwiseError("busy", "Too", { retryAfterSeconds: 42 }), "42"],
	["503 disk-full", new WidthwiseError("disk-full", "The disk is full"), "60"],
	["503 for a database that does not answer", refused, "5"],
	["503 misconfigured, which time does not cure", new WidthwiseError("misconfigured", "x"), null],
	["429", new AccessError("too-many-attempts", "Too many", 840), "840"],
	["401", new AccessError("unauthorized", "Sign in"), null],
	["404", new WidthwiseError("not-found", "No such photo"), null],
	["500", new Error("a bug"), null],
])("an error says when to try again, if that may help: %s", (name, error, seconds) => {
	const response = errorResponse(error);
	expect(String(response.status)).toBe(name.slice(0, 3));
	expect(response.headers.get("retry-after")).toBe(seconds);
});
