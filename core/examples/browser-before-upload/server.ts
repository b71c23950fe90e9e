import page from "./index.html";

const server = Bun.serve({
	hostname: "127.0.0.1",
	routes: {
		"/": page,
		"/photos": {
			async POST(request) {
				await Bun.write(`uploads/${crypto.randomUUID()}.jpg`, await request.blob());
				return new Response(null, { status: 201 });
			},
		},
	},
});
console.log(`Listening on ${server.url}`);
