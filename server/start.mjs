// `npm start`, `npm run worker`, `npm run sweep` and others: installs missing packages, then runs
// the program on Bun. `--packages=edge` before the program also installs what the edge needs.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { BUN, install, ROOT } from "./install.mjs";

const PACKAGES = "--packages=";

const parameters = process.argv.slice(2);
const isScoped = parameters[0]?.startsWith(PACKAGES);
install(isScoped ? parameters.shift().slice(PACKAGES.length) : "server");

const [program = "server/main.ts", ...args] = parameters;
// Settings are in the .env of the working folder, which may not be the repository: Bun would also
// read its own configuration there. With --env-file Bun reads only that file, and reads it although
// bunfig.toml turns .env files off.
const options = ["--env-file=.env", `--tsconfig-override=${join(ROOT, "tsconfig.json")}`];
// Nothing is written to the program's standard input. The pipe closes when this process ends, even
// if it is killed; then the program stops too, and releases the port and the data folder.
const child = spawn(BUN, [...options, join(ROOT, program), ...args, "--until-stdin-ends"], {
	stdio: ["pipe", "inherit", "inherit"],
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
	console.error(`Could not run ${BUN}: ${error.message}`);
	process.exitCode = 1;
});
child.on("exit", (code, signal) => {
	process.exitCode = code ?? (signal ? 1 : 0);
});
