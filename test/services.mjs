// `npm run services` installs the servers and programs that the tests use, if they are missing.
// Plain JavaScript that runs on Node 20 or later before anything else is installed.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Debian packages, each with a program or file that shows whether it is installed. */
const PROGRAMS = {
	"redis-server": "redis-server",
	radosgw: "radosgw",
	"ceph-mon": "ceph-mon",
	"ceph-osd": "ceph-osd",
	"ceph-common": "ceph",
	"chromium-headless-shell": "chromium-headless-shell",
	njs: "njs",
	"nginx-light": "nginx",
	"libnginx-mod-http-js": "/usr/lib/nginx/modules/ngx_http_js_module.so",
	openssl: "openssl",
	"libimage-exiftool-perl": "exiftool",
	unzip: "unzip",
};

const packages = Object.keys(PROGRAMS).filter((name) => !isInstalled(PROGRAMS[name]));
if (packages.length > 0) install(packages);
console.log("All servers and programs that the tests use are installed");

function install(names) {
	const list = names.join(" ");
	if (!isInstalled("apt-get")) {
		fail(
			`Missing: ${list}\nThese are Debian packages, but this system has no apt-get: install them with your package manager. Until then, tests that need them are skipped.`,
		);
	}
	if (process.getuid?.() !== 0) {
		fail(
			`Missing: ${list}\nOnly root can install them: sudo apt-get update && sudo apt-get install ${list}`,
		);
	}
	console.log(`Installing ${list}…`);
	run("apt-get", "update", "-qq");
	run("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", ...names);
	const absent = names.filter((name) => !isInstalled(PROGRAMS[name]));
	if (absent.length > 0) fail(`Installed, but not found: ${absent.join(" ")}`);
}

/** Some programs are in a folder that is only on root's PATH. */
function isInstalled(program) {
	if (program.startsWith("/")) return existsSync(program);
	const search = `PATH="$PATH:/usr/sbin:/sbin" command -v ${program}`;
	return spawnSync("/bin/sh", ["-c", search], { stdio: "ignore" }).status === 0;
}

function run(...command) {
	const [program, ...parameters] = command;
	const { status, stdout, stderr, error } = spawnSync(program, parameters, { encoding: "utf8" });
	if (status !== 0) fail(`${command.join(" ")} failed:\n${error?.message ?? stdout + stderr}`);
}

function fail(message) {
	console.error(message);
	process.exit(1);
}
