/** What was published. */
export type Published = {
	readonly version: string;
	readonly access: string;
	/** The package's bytes. */
	readonly archive: Uint8Array<ArrayBuffer>;
};

/** An npm registry on this machine, for one package. */
export type Registry = {
	readonly url: string;
	/** npm's settings to publish to it. */
	readonly npmrc: string;
	/** Everything that was published to it, in order. */
	readonly published: readonly Published[];
	/** Has a version published by someone else, with other bytes. */
	takeVersion(version: string): void;
	stop(): Promise<void>;
};

/** Starts a registry that takes any version of any package, once or more often, and remembers it. */
export function startRegistry(): Registry {
	const published: Published[] = [];
	const versions: Record<string, Manifest> = {};
	const server = Bun.serve({
		hostname: "127.0.0.1",
		port: 0,
		async fetch(request) {
			const [, name = "", version] = new URL(request.url).pathname.split("/");
			if (request.method === "PUT") {
				const sent = await request.json();
				Object.assign(versions, sent.versions);
				published.push(publishedIn(sent));
				return Response.json({ ok: true }, { status: 201 });
			}
			if (version) return answer(versions[version]);
			return answer(Object.keys(versions).length > 0 ? { name, versions } : undefined);
		},
	});
	return {
		url: server.url.href,
		npmrc: `registry=${server.url}\n//${server.url.host}/:_authToken=test\nupdate-notifier=false\n`,
		published,
		takeVersion(version) {
			const dist = { integrity: "sha512-other", tarball: `${server.url}widthwise.tgz` };
			versions[version] = { name: "widthwise", version, dist };
		},
		stop: () => server.stop(true),
	};
}

type Manifest = Readonly<Record<string, unknown>>;

function answer(document: Manifest | undefined): Response {
	return document ? Response.json(document) : Response.json({}, { status: 404 });
}

/** The document that npm sends has the archive in it, in Base64. */
function publishedIn(sent: {
	readonly access: string;
	readonly "dist-tags": { readonly latest: string };
	readonly _attachments: Readonly<Record<string, { readonly data: string }>>;
}): Published {
	const [attachment] = Object.values(sent._attachments);
	const archive = Uint8Array.fromBase64(attachment?.data ?? "");
	return { version: sent["dist-tags"].latest, access: sent.access, archive };
}
