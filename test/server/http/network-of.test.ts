import { expect, test } from "bun:test";
import { networkOf } from "../../../server/http/network-of.ts";

test.each([
	["203.0.113.7", "203.0.113.7"],
	["::ffff:203.0.113.7", "203.0.113.7"],
	["2001:db8::7", "2001:db8:0:0::/64"],
	["2001:0DB8:0:0:1:2:3:4", "2001:db8:0:0::/64"],
	["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
	["fe80::1%eth0", "fe80:0:0:0::/64"],
	["::1", "0:0:0:0::/64"],
	["1::2:3:4:5:6:7", "1:0:2:3::/64"],
	["unknown", "unknown"],
	["", ""],
])("the network of %p is %p", (address, network) => {
	expect(networkOf(address)).toBe(network);
});
