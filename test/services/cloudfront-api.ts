type Behaviour = "accept" | "refuse" | "too-many";

/** The part of CloudFront's API about invalidations, on this machine. They are completed at once. */
export type CloudFrontApi = {
	readonly url: string;
	/** Every accepted invalidation: its distribution and its paths, sorted. */
	readonly invalidations: readonly {
		readonly distribution: string;
		readonly paths: readonly string[];
	}[];
	/** From now on, accepts requests, refuses them (AccessDenied), or has too many in progress. */
	behave(next: Behaviour): void;
	stop(): Promise<void>;
};

/** Starts the API. As in CloudFront, a used reference stands for the earlier invalidation. */
export function startCloudFrontApi(): CloudFrontApi {
	const invalidations: { distribution: string; paths: readonly string[] }[] = [];
	const references = new Set<string>();
	let behaviour: Behaviour = "accept";
	const server = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		async fetch(request) {
			const path = new URL(request.url).pathname;
			if (request.method === "GET" && /\/invalidation\/I1$/.test(path)) {
				return xml(200, "<Invalidation><Id>I1</Id><Status>Completed</Status></Invalidation>");
			}
			const [, distribution] = /^\/2020-05-31\/distribution\/(\w+)\/invalidation$/.exec(path) ?? [];
			if (request.method !== "POST" || !distribution) return new Response(null, { status: 404 });
			if (behaviour === "refuse") return xml(403, refusal("AccessDenied"));
			if (behaviour === "too-many") return xml(400, refusal("TooManyInvalidationsInProgress"));
			const body = await request.text();
			const paths = [...body.matchAll(/<Path>([^<]*)<\/Path>/g)].map(([, path = ""]) => path);
			const quantity = Number(/<Quantity>(\d+)<\/Quantity>/.exec(body)?.[1]);
			const reference = /<CallerReference>([^<]+)<\/CallerReference>/.exec(body)?.[1];
			if (!reference || quantity !== paths.length) return xml(400, refusal("InvalidArgument"));
			if (!references.has(reference)) invalidations.push({ distribution, paths: paths.sort() });
			references.add(reference);
			return xml(201, "<Invalidation><Id>I1</Id><Status>InProgress</Status></Invalidation>");
		},
	});
	return {
		url: `http://127.0.0.1:${server.port}`,
		invalidations,
		behave: (next) => {
			behaviour = next;
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
