import { afterAll, beforeAll, expect, test } from "bun:test";
import { chmod } from "node:fs/promises";
import { connect as connectHttp2 } from "node:http2";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { parseTrustedProxies } from "../../../edge/nginx/trusted-proxies.ts";
import { freePort } from "../../free-port.ts";
import { until, within } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { openConnection } from "../../server/raw-http.ts";
import { type Nginx, startNginx } from "../../services/nginx.ts";
import { makeTiedFolder, type TiedFolder } from "../../services/tied-process.ts";
import { rawRequest } from "./raw-request.ts";
import { siteAt } from "./some-site.ts";

/** A server that records what arrives, byte by byte, and answers when it is told to. */
async function startRecorder() {
	let text = "";
	let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
	const sockets = new Set<Socket>();
	const server: Server = createServer((socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		socket.on("data", (chunk) => {
			text += chunk.toString("latin1");
			if (text.endsWith("\r\n\r\n") || text.endsWith("END")) {
				socket.write(answer);
				if (answer.includes("Connection: close")) socket.end();
			}
		});
	});
	const port = await new Promise<number>((resolve) => {
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			resolve(typeof address === "object" && address ? address.port : 0);
		});
	});
	return {
		address: `127.0.0.1:${port}`,
		received: () => text,
		answerWith(response: string) {
			answer = response;
		},
		forget() {
			text = "";
		},
		close() {
			for (const socket of sockets) socket.destroy();
			server.close();
		},
	};
}

requires("nginx", "openssl").describe("nginx with the site file", () => {
	let folder: TiedFolder;
	let nginx: Nginx;
	let recorder: Awaited<ReturnType<typeof startRecorder>>;
	let direct = "";
	let proxied = "";
	let behindCloudflare = "";
	let secure = "";
	let insecure = "";

	beforeAll(async () => {
		folder = await makeTiedFolder("site");
		await chmod(folder.path, 0o755);
		recorder = await startRecorder();
		const ports = await Promise.all([freePort(), freePort(), freePort(), freePort(), freePort()]);
		const [plain = "", trusting = "", cloudflare = "", tls = "", redirecting = ""] = ports;
		const common = { server: recorder.address, log: join(folder.path, "images.log") };
		const trusted = (text: string) => ({
			trustedProxies: parseTrustedProxies(text) ?? { addresses: [], header: "X-Forwarded-For" },
		});
		const address = { kind: "name", name: "photos.example" } as const;
		nginx = await startNginx(
			[
				siteAt(plain, common),
				siteAt(trusting, { ...common, ...trusted("127.0.0.0/8") }),
				siteAt(cloudflare, { ...common, ...trusted("cloudflare") }),
				onPorts(
					siteAt(tls, { ...common, address, certificate: makeCertificate(folder.path) }),
					tls,
					redirecting,
				),
			],
			ports,
		);
		const at = (port: string) => `http://127.0.0.1:${port}`;
		[direct, proxied, behindCloudflare] = [at(plain), at(trusting), at(cloudflare)];
		[secure, insecure] = [`https://127.0.0.1:${tls}`, at(redirecting)];
	});
	afterAll(async () => {
		await nginx?.remove();
		recorder?.close();
		await folder?.remove();
	});

	/** The headers with which the recorder got a request. */
	async function forwarded(origin: string, headers: Readonly<Record<string, string>>) {
		recorder.forget();
		await rawRequest(origin, "/", headers);
		return recorder.received();
	}

	test("passes uploads of any size on while they arrive", async () => {
		recorder.forget();
		using connection = await openConnection({ url: direct });
		connection.send(
			`POST /api/photos HTTP/1.1\r\nHost: a\r\nContent-Length: ${100_000_003}\r\n\r\n${"x".repeat(10_000)}`,
		);
		await until("the first part has arrived", () => recorder.received().endsWith("xxxx"));
		connection.destroy();
		recorder.forget();
		using small = await openConnection({ url: direct });
		small.send("POST /api/photos HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nxEND");
		expect(await small.received(/ok$/)).toStartWith("HTTP/1.1 200");
	});

	test("passes events on as they happen", async () => {
		const head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked";
		recorder.answerWith(`${head}\r\n\r\n9\r\nevent: a\n\r\n`);
		recorder.forget();
		using connection = await openConnection({ url: direct });
		connection.send("GET /api/events HTTP/1.1\r\nHost: a\r\n\r\n");
		expect(await connection.received(/event: a\n/)).toContain("text/event-stream");
		recorder.answerWith("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
	});

	test("names the visitor's address, and believes only the proxies in front of it", async () => {
		const forged = { "X-Forwarded-For": "203.0.113.7", "CF-Connecting-IP": "203.0.113.8" };
		const ids = { "X-Request-Id": "forged" };
		const more = {
			...{ ...forged, ...ids },
			...{ "X-Forwarded-Host": "evil.example", Forwarded: "for=203.0.113.9" },
		};
		expect(await forwarded(direct, more)).toMatch(/\r\nX-Request-Id: [0-9a-f]{32}\r\n/);
		expect(await forwarded(direct, more)).toContain("\r\nX-Forwarded-For: 127.0.0.1\r\n");
		for (const word of ["203.0.113.7", "203.0.113.9", "evil.example"]) {
			expect(recorder.received()).not.toContain(word);
		}
		const throughProxies = { "X-Forwarded-For": "203.0.113.7, 198.51.100.2, 127.0.0.9" };
		expect(await forwarded(proxied, throughProxies)).toContain("X-Forwarded-For: 198.51.100.2\r\n");
		// This machine is not Cloudflare.
		expect(await forwarded(behindCloudflare, forged)).toContain("X-Forwarded-For: 127.0.0.1\r\n");
	});

	test("closes /metrics, however it is written", async () => {
		recorder.forget();
		for (const target of ["/metrics", "/metrics/", "//metrics", "/%6detrics", "/a/../metrics?x"]) {
			const { status, body } = await rawRequest(direct, target);
			expect([target, status]).toEqual([target, 404]);
			expect(JSON.parse(body.toString())).toMatchObject({ error: { code: "not-found" } });
		}
		for (const target of ["/a\\..\\metrics", "/\\metrics"]) {
			expect((await rawRequest(direct, target)).status).toBe(400);
		}
		expect(recorder.received()).toBe("");
	});

	test("limits how often a visitor signs in, not how often pages are viewed", async () => {
		const post = { "Content-Length": "0" };
		const answers = [];
		for (let i = 0; i < 40; i++) answers.push(await rawRequest(direct, "/sign-in", post, "POST"));
		const refused = answers.filter(({ status }) => status === 429);
		expect(answers[0]?.status).toBe(200);
		expect(refused.length).toBeGreaterThan(0);
		expect(refused[0]?.headers).toMatchObject({ "retry-after": "2", "cache-control": "no-store" });
		expect(JSON.parse(String(refused[0]?.body))).toMatchObject({ error: { code: "busy" } });
		for (let i = 0; i < 40; i++) expect((await rawRequest(direct, "/sign-in")).status).toBe(200);
	});

	test("speaks HTTP/2 over TLS, and sends plain requests there", async () => {
		const session = connectHttp2(secure, { rejectUnauthorized: false });
		try {
			const stream = session.request({ ":path": "/", ":authority": "photos.example" });
			const response = new Promise<Record<string, unknown>>((resolve, reject) => {
				stream.on("response", (headers) => resolve({ ...headers }));
				stream.on("error", reject);
			});
			stream.end();
			expect(await within("a response over HTTP/2", response)).toMatchObject({ ":status": 200 });
			expect(recorder.received()).toContain("\r\nHost: photos.example\r\n");
			expect(recorder.received()).toContain("\r\nX-Forwarded-Proto: https\r\n");
		} finally {
			session.destroy();
		}
		const redirected = await rawRequest(insecure, "/photos/a?b=1", { Host: "photos.example" });
		expect(redirected.status).toBe(308);
		expect(redirected.headers.location).toBe("https://photos.example/photos/a?b=1");
	});
});

/** Moves the listeners of a name to ports that tests may use. */
function onPorts(site: string, tls: string, plain: string): string {
	return site
		.replace("listen 443 ssl", `listen 127.0.0.1:${tls} ssl`)
		.replace("listen 80;", `listen 127.0.0.1:${plain};`)
		.replace(/^\s*listen \[::\]:.*$/gm, "");
}

/** Makes a certificate that nobody trusts. */
function makeCertificate(folder: string): string {
	const made = Bun.spawnSync([
		...["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
		...["-nodes", "-days", "1", "-subj", "/CN=photos.example"],
		...["-keyout", join(folder, "privkey.pem"), "-out", join(folder, "fullchain.pem")],
	]);
	if (!made.success) throw new Error(made.stderr.toString());
	return folder;
}
