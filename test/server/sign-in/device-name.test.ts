import { expect, test } from "bun:test";
import { deviceName } from "../../../server/sign-in/device-name.ts";

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
