type Mood = "ready" | "refusing" | "busy";

/** The part of CloudFront's API that orders invalidations, on this machine: nobody can have the real one. */
export type CloudFrontApi = {
	readonly url: string;
	/** The paths of every order that was taken, sorted, and the distribution it was for. */
	readonly orders: readonly { readonly distribution: string; readonly paths: readonly string[] }[];
	/** How it answers from now on: it takes orders, refuses a user without the right, or has too many. */
	become(mood: Mood): void;
	stop(): Promise<void>;
};

/** Starts it; references that were used before count as the same order, as CloudFront has it. */
export function startCloudFrontApi(): CloudFrontApi {
	const orders: { distribution: string; paths: readonly string[] }[] = [];
	const references = new Set<string>();
	let mood: Mood = "ready";
	const server = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		async fetch(request) {
			const path = new URL(request.url).pathname;
			const [, distribution] = /^\/2020-05-31\/distribution\/(\w+)\/invalidation$/.exec(path) ?? [];
			if (request.method !== "POST" || !distribution) return new Response(null, { status: 404 });
			if (mood === "refusing") return xml(403, refusal("AccessDenied"));
			if (mood === "busy") return xml(400, refusal("TooManyInvalidationsInProgress"));
			const body = await request.text();
			const paths = [...body.matchAll(/<Path>([^<]*)<\/Path>/g)].map(([, path = ""]) => path);
			const quantity = Number(/<Quantity>(\d+)<\/Quantity>/.exec(body)?.[1]);
			const reference = /<CallerReference>([^<]+)<\/CallerReference>/.exec(body)?.[1];
			if (!reference || quantity !== paths.length) return xml(400, refusal("InvalidArgument"));
			if (!references.has(reference)) orders.push({ distribution, paths: paths.sort() });
			references.add(reference);
			return xml(201, "<Invalidation><Id>I1</Id><Status>InProgress</Status></Invalidation>");
		},
	});
	return {
		url: `http://127.0.0.1:${server.port}`,
		orders,
		become: (next) => {
			mood = next;
		},
		stop: () => server.stop(true),
	};
}

function refusal(code: string): string {
	return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>No</Message></Error></ErrorResponse>`;
}

function xml(status: number, body: string): Response {
	return new Response(body, { status, headers: { "content-type": "text/xml" } });
}
