/** Why some commands of the documents are not run by the test of this folder. */
export const NOT_RUN: Readonly<Record<string, string>> = {
	"npm start": "the test starts a server itself",
	"npm test": "would run this test",
	"npm install widthwise": "test/package installs the packed library",
	"git clone https://github.com/widthwise/widthwise && cd widthwise": "needs the network",
	'PORT=8080 SITE_NAME="Jo\'s photos" npm start': "test/server/starting-and-stopping.test.ts",
	"export DATABASE_URL=postgres://… REDIS_URL=redis://… MEDIA_STORE=s3://… PUBLIC_STORE=s3://…":
		"test/faults runs the server with all of these",
	"WORKERS=0 npm start": "test/faults",
	"npm run worker": "test/faults",
	"npm run sweep": "test/faults/run-program.ts",
	"npm run sweep -- --repair": "test/faults/run-program.ts",
	"npm run sweep -- --old-widths": "test/worker/programs",
	"npm run move -- --to s3://photos": "test/worker/programs",
	"npm run move -- --media s3://my-media --public s3://my-public": "test/worker/programs",
	"npm run move -- --to /srv/photos": "test/worker/programs",
	"npm run backup -- /backups/widthwise": "test/faults/backups.test.ts",
	"npm run restore -- /backups/widthwise": "test/faults/backups.test.ts",
	"npm run restore -- photos.jsonl": "test/faults/backups.test.ts",
	"git pull": "needs the network",
	"sudo systemctl restart widthwise": "a service of systemd, which needs root",
	"MEDIA_STORE=s3://my-originals PUBLIC_STORE=s3://my-photos AWS_REGION=eu-central-1 npm start":
		"Amazon's S3; test/server/s3-stores.test.ts uses another",
	"MEDIA_STORE=s3://photos/media PUBLIC_STORE=s3://photos/public S3_ENDPOINT=https://s3.example.org npm start":
		"test/server/s3-stores.test.ts",
	"apt-get install nginx-light libnginx-mod-http-js certbot": "npm run services installs nginx",
	'certbot certonly --webroot -w /var/www/html -d photos.example --deploy-hook "systemctl reload nginx"':
		"needs a public name",
	"npm run -s nginx -- photos.example > /etc/nginx/sites-available/widthwise":
		"test/edge/nginx/command.test.ts",
	"ln -s ../sites-available/widthwise /etc/nginx/sites-enabled/": "test/edge/nginx includes it",
	"nginx -t && systemctl reload nginx": "test/services/nginx.ts checks and starts it",
	"SITE_URL=https://photos.example docker compose up -d": "no test has a container engine",
	"docker compose logs widthwise | grep sign-in": "no test has a container engine",
	"POSTGRES_PASSWORD=… docker compose -f compose.services.yaml up -d --scale worker=2":
		"no test has a container engine",
	"npm run bench hit-rate": "test/bench/hit-rate",
	"npx widthwise serve ./photos": "runs until it is stopped: test/core/cli/examples.test.ts",
};

/** The commands of a shell block, one a line, without comments. */
export function commandsOf(code: string): readonly string[] {
	return code
		.replaceAll("\\\n", "")
		.split("\n")
		.map((line) => line.replace(/(^|\s)#.*$/, "").trim())
		.filter((line) => line !== "");
}

/** Whether the test runs a command. */
export function isRun(command: string): boolean {
	return !(command in NOT_RUN) && /^(curl|npx widthwise|OWNER_TOKEN=)/.test(command);
}
