// Runs programs of the documents, one after the other, in this process. Takes their files as arguments;
// prints a line of JSON for each: the error, if there is one, and the answers of its servers for a photo.
import { Server } from "node:http";
import { resolve } from "node:path";

const PHOTO = "/images/harbour.jpg?width=400";
const accept = { headers: { accept: "image/webp" } };

/** Ports in the documents may be taken. */
const listening = [];
const { listen } = Server.prototype;
Server.prototype.listen = function () {
	listening.push(this);
	return listen.call(this, 0, "127.0.0.1");
};

/** The servers that a program started or exports, as functions that request the photo. */
function serversOf({ default: exported }) {
	const started = listening.splice(0).map((server) => async () => {
		if (!server.listening) await new Promise((ready) => server.once("listening", ready));
		return fetch(`http://127.0.0.1:${server.address().port}${PHOTO}`, accept);
	});
	if (!exported?.fetch) return started;
	return [...started, () => exported.fetch(new Request(`http://localhost${PHOTO}`, accept))];
}

for (const file of process.argv.slice(2)) {
	const answers = [];
	let error = null;
	try {
		for (const ask of serversOf(await import(resolve(file)))) {
			const response = await ask();
			answers.push(`${response.status} ${response.headers.get("content-type")}`);
			await response.arrayBuffer();
		}
	} catch (thrown) {
		error = String(thrown?.stack ?? thrown);
	}
	process.stdout.write(`\n${JSON.stringify({ file, error, answers })}\n`);
}
process.exit();
