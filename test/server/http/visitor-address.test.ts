import { expect, test } from "bun:test";
import { visitorAddress } from "../../../server/http/visitor-address.ts";
import { deviceName } from "../../../server/sign-in/device-name.ts";

test.each([
	["203.0.113.7", null, "203.0.113.7"],
	["203.0.113.7", "198.51.100.2", "203.0.113.7"],
	["127.0.0.1", null, "127.0.0.1"],
	["127.0.0.1", "", "127.0.0.1"],
	["127.0.0.1", "198.51.100.2", "198.51.100.2"],
	["::1", "203.0.113.7, 198.51.100.2", "198.51.100.2"],
	["::ffff:10.0.0.2", "198.51.100.2", "198.51.100.2"],
	["172.18.0.5", " 2001:db8::7 ", "2001:db8::7"],
	["172.32.0.5", "198.51.100.2", "172.32.0.5"],
	["fd00::1", "198.51.100.2", "198.51.100.2"],
	["2001:db8::1", "198.51.100.2", "2001:db8::1"],
])("a request from %s, forwarded for %s, comes from %s", (peer, forwardedFor, address) => {
	expect(visitorAddress(peer, forwardedFor)).toBe(address);
});

test.each([
	[
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
		"Safari on iPhone",
	],
	[
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
		"Edge on Windows",
	],
	["Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux"],
	["<script>", "Unknown browser"],
	[null, "Unknown browser"],
])("the User-Agent %s is named %s", (userAgent, name) => {
	expect(deviceName(userAgent)).toBe(name);
});
