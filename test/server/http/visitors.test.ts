import { describe, expect, test } from "bun:test";
import { readTrustedProxies } from "../../../server/http/trusted-proxies.ts";
import { createVisitors } from "../../../server/http/visitors.ts";

type Headers = Readonly<Record<string, string>>;

function asked(peer: string, headers: Headers, trusted = "127.0.0.0/8,::1") {
	const isTrustedProxy = readTrustedProxies(trusted);
	if (!isTrustedProxy) throw new Error(`Cannot read ${trusted}`);
	const visitors = createVisitors({ isTrustedProxy, peerOf: () => peer });
	return { visitors, request: new Request("http://localhost/", { headers }) };
}

describe("a visitor's address", () => {
	test.each([
		["203.0.113.7", "", undefined, "203.0.113.7"],
		["203.0.113.7", "198.51.100.2", undefined, "203.0.113.7"],
		["10.0.0.2", "198.51.100.2", undefined, "10.0.0.2"],
		["127.0.0.1", "", undefined, "127.0.0.1"],
		["127.0.0.1", "198.51.100.2", undefined, "198.51.100.2"],
		["127.0.0.1", "198.51.100.2", "none", "127.0.0.1"],
		["::1", "203.0.113.7, 198.51.100.2", undefined, "198.51.100.2"],
		["::ffff:10.0.0.2", "::ffff:198.51.100.2", "10.0.0.0/8", "198.51.100.2"],
		["172.18.0.5", " 2001:db8::7 ", "10.0.0.0/8, 172.16.0.0/12", "2001:db8::7"],
		["172.32.0.5", "198.51.100.2", "172.16.0.0/12", "172.32.0.5"],
		["fd00::1", "198.51.100.2", "fd00::/8", "198.51.100.2"],
		// Two proxies of ours; what the visitor sent stands before them.
		["10.0.0.2", "1.2.3.4, 198.51.100.2, 10.0.0.9", "10.0.0.0/8", "198.51.100.2"],
		["10.0.0.2", "not an address", "10.0.0.0/8", "10.0.0.2"],
		["10.0.0.2", "not an address, 10.0.0.3", "10.0.0.0/8", "10.0.0.3"],
		["", "198.51.100.2", undefined, ""],
	])(
		"of a request from %p, forwarded for %p through %p, is %p",
		(peer, header, trusted, address) => {
			const { visitors, request } = asked(peer, { "x-forwarded-for": header }, trusted);
			expect(visitors.addressOf(request)).toBe(address);
		},
	);
});

describe("the site's origin", () => {
	test.each<[string, Headers, string | null]>([
		["198.51.100.2", { host: "nas" }, "http://nas"],
		["198.51.100.2", { host: "[::1]:3000" }, "http://[::1]:3000"],
		["198.51.100.2", { host: "nas", "x-forwarded-host": "evil.example" }, "http://nas"],
		["198.51.100.2", { host: "nas", "x-forwarded-proto": "https" }, "http://nas"],
		["127.0.0.1", { host: "nas", "x-forwarded-proto": "https" }, "https://nas"],
		["127.0.0.1", { host: "nas", "x-forwarded-host": "a.example" }, "http://a.example"],
		["127.0.0.1", { host: "nas", "x-forwarded-proto": "javascript" }, "http://nas"],
		["127.0.0.1", { host: "a/b" }, null],
		["127.0.0.1", { host: "a b" }, null],
		["127.0.0.1", { host: "a@b" }, null],
		["127.0.0.1", {}, null],
	])("of a request from %p with %p is %p", (peer, headers, origin) => {
		const { visitors, request } = asked(peer, headers);
		expect(visitors.originOf(request)).toBe(origin);
	});
});

test.each<[string, Headers, boolean]>([
	["127.0.0.1", {}, true],
	["::1", {}, true],
	["::ffff:127.0.0.1", {}, true],
	["127.0.0.1", { "x-forwarded-for": "127.0.0.1" }, false],
	["127.0.0.1", { forwarded: "for=127.0.0.1" }, false],
	["10.0.0.2", {}, false],
	["", {}, false],
])("whether a request from %p with %p was sent on this machine: %p", (peer, headers, isLocal) => {
	const { visitors, request } = asked(peer, headers);
	expect(visitors.isLocal(request)).toBe(isLocal);
});

test.each(["10.0.0.0/33", "10.0.0/8", "nas", "10.0.0.1/8/8", "::1/129", "10.0.0.1/x", ""])(
	"%p is no list of proxies",
	(text) => {
		expect(readTrustedProxies(text)).toBeNull();
	},
);
