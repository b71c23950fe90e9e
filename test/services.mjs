// `npm run services`: installs the servers and programs that the tests use, where they are missing.
// Plain JavaScript, for any Node 20+, before anything else is installed.
import { spawnSync } from "node:child_process";

/** Debian's packages, and a program of each that shows that it is there. */
const PROGRAMS = {
	"redis-server": "redis-server",
	radosgw: "radosgw",
	"ceph-mon": "ceph-mon",
	"ceph-osd": "ceph-osd",
	"ceph-common": "ceph",
	"chromium-headless-shell": "chromium-headless-shell",
	njs: "njs",
	"libimage-exiftool-perl": "exiftool",
};

const packages = Object.keys(PROGRAMS).filter((name) => !isThere(PROGRAMS[name]));
if (packages.length > 0) install(packages);
console.log("All servers and programs that the tests use are there");

function install(names) {
	const list = names.join(" ");
	if (!isThere("apt-get")) {
		fail(
			`Missing: ${list}\nThese are Debian's names, and there is no apt-get: install them as your system does. Tests that need them are skipped until then.`,
		);
	}
	if (process.getuid?.() !== 0) {
		fail(
			`Missing: ${list}\nOnly root may install them: sudo apt-get update && sudo apt-get install ${list}`,
		);
	}
	console.log(`Installing ${list} ...`);
	run("apt-get", "update", "-qq");
	run("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", ...names);
	const absent = names.filter((name) => !isThere(PROGRAMS[name]));
	if (absent.length > 0) fail(`Installed, but not to be found: ${absent.join(" ")}`);
}

/** Some of them are in a folder that only root looks into. */
function isThere(program) {
	const search = `PATH="$PATH:/usr/sbin:/sbin" command -v ${program}`;
	return spawnSync("/bin/sh", ["-c", search], { stdio: "ignore" }).status === 0;
}

function run(...command) {
	const [program, ...words] = command;
	const { status, stdout, stderr, error } = spawnSync(program, words, { encoding: "utf8" });
	if (status !== 0) fail(`${command.join(" ")} failed:\n${error?.message ?? stdout + stderr}`);
}

function fail(message) {
	console.error(message);
	process.exit(1);
}
