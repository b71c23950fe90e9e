// `npm run test:loaded` runs the tests while four endless loops keep the machine busy.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const LOOPS = 4;

const loops = Array.from({ length: LOOPS }, () =>
	spawn(process.execPath, ["--eval", "for (;;);"], { stdio: "ignore" }),
);
const run = fileURLToPath(new URL("run.mjs", import.meta.url));
const tests = spawn(process.execPath, [run, ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => tests.kill(signal));
const [status] = await once(tests, "exit");
for (const loop of loops) loop.kill("SIGKILL");
process.exit(status ?? 1);
