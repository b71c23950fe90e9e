import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseAddress } from "../../../edge/nginx/address.ts";
import { parseCommand } from "../../../edge/nginx/command.ts";
import { quote } from "../../../edge/nginx/directives.ts";
import { readNginxSettings } from "../../../edge/settings.ts";

const MAIN = fileURLToPath(new URL("../../../edge/nginx/main.ts", import.meta.url));

function run(args: readonly string[], environment: Readonly<Record<string, string>>) {
	const command = Bun.spawnSync(
		[
			"env",
			"-i",
			...Object.entries(environment).map((pair) => pair.join("=")),
			process.execPath,
		].concat([MAIN, ...args, "--until-stdin-ends"]),
	);
	const [site, reported] = [command.stdout.toString(), command.stderr.toString()];
	return { exitCode: command.exitCode, site, reported };
}

test("npm run nginx prints a site file for the settings in use, and all else to standard error", () => {
	const environment = { DATA_DIR: "/srv/my photos", PORT: "3100", WIDTH_BUCKETS: "300,600" };
	const { exitCode, site, reported } = run(["photos.example"], environment);
	expect([exitCode, reported]).toEqual([0, expect.stringContaining("nginx -t")]);
	for (const line of [
		"\tlisten 443 ssl http2;",
		"\tserver_name photos.example;",
		'\tssl_certificate "/etc/letsencrypt/live/photos.example/fullchain.pem";',
		"\tserver 127.0.0.1:3100 max_fails=0;",
		'\t\talias "/srv/my photos/public/photos/$widthwise_photo/$widthwise_file";',
	]) {
		expect(site.split("\n")).toContain(line);
	}
	const viewer = /^js_import \S+ from "(.+)";$/m.exec(site)?.[1] ?? "";
	expect(viewer).toEndWith(".js");
	expect(existsSync(viewer)).toBe(true);
});

test("npm run nginx prints nothing to standard output if it cannot", () => {
	expect(run([], {})).toMatchObject({
		exitCode: 1,
		site: "",
		reported: expect.stringContaining("Give one name, or one address and port"),
	});
	const unwritable = { DATA_DIR: "/srv/$HOME" };
	expect(run(["127.0.0.1:80"], unwritable)).toMatchObject({ exitCode: 1, site: "" });
});

test("a public store in a bucket leaves images to the server", () => {
	const bucket = { PUBLIC_STORE: "s3://photos/public", AWS_REGION: "eu-central-1" };
	const { site, reported } = run(["127.0.0.1:8080"], bucket);
	expect(site).not.toContain("js_import");
	expect(site).toContain("location ^~ /media/ {");
	expect(reported).toContain("is a bucket");
});

test("the server's address is one that nginx can reach", () => {
	const at = (HOST: string) => readNginxSettings({ HOST }).server;
	expect(["", "::", "::1", "10.0.0.2", "server"].map(at)).toEqual([
		"127.0.0.1:3000",
		"[::1]:3000",
		"[::1]:3000",
		"10.0.0.2:3000",
		"server:3000",
	]);
	expect(() => readNginxSettings({ PORT: "0" })).toThrow("PORT must be a whole number from 1");
});

test("an address is a name, or an address with a port", () => {
	for (const name of ["photos.example", "nas", "a-b.example", "Photos.Example"]) {
		expect(parseAddress(name)).toEqual({ kind: "name", name: name.toLowerCase() });
	}
	for (const socket of ["127.0.0.1:80", "*:8080", "[::1]:8080"]) {
		expect(parseAddress(socket)).toEqual({ kind: "socket", socket });
	}
	for (const text of [
		"",
		"127.0.0.1",
		"photos.example:443",
		"https://photos.example",
		"a b",
		"a;",
	]) {
		expect(parseAddress(text)).toBeNull();
	}
});

test("the command line is checked before it becomes nginx's configuration", () => {
	for (const wrong of [
		["a.example", "b.example"],
		["a.example", "--trusted-proxies", "10.0.0.0/8; evil"],
		["a.example", "--server", "server:3000; evil"],
		["a.example", "--unknown"],
	]) {
		expect(() => parseCommand(wrong)).toThrow("npm run -s nginx");
	}
	expect(() => quote("/srv/a\nb")).toThrow("nginx cannot use a path");
	expect(quote('/srv/a "b"\\c')).toBe('"/srv/a \\"b\\"\\\\c"');
	const { trustedProxies } = parseCommand(["a.example", "--trusted-proxies", "cloudflare"]);
	expect(trustedProxies.header).toBe("CF-Connecting-IP");
});
