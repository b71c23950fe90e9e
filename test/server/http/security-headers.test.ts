import { expect, test } from "bun:test";
import { originOf, securityHeaders, styleHash } from "../../../server/http/security-headers.ts";

const policyWith = (more?: Parameters<typeof securityHeaders>[0]) =>
	securityHeaders(more)["Content-Security-Policy"];

test("the policy allows only the server's own files", () => {
	expect(policyWith()).toBe(
		"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
	);
});

test("a page's own sources are added for that page alone", () => {
	const sources = { "img-src": originOf("https://cdn.example/images"), "worker-src": ["blob:"] };
	expect(policyWith(sources)).toContain("; img-src 'self' data: https://cdn.example;");
	expect(policyWith(sources)).toContain("; worker-src blob:;");
	expect(policyWith()).not.toContain("blob:");
	expect(originOf("")).toEqual([]);
});

test("a style block is allowed by its SHA-256 hash", () => {
	// The well-known hash of the empty text.
	expect(styleHash("")).toBe("'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
});
