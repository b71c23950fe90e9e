// `npm start`, `npm run worker`, `npm run sweep` and others: installs what is missing, then runs the
// program on Bun.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { BUN, install, ROOT } from "./install.mjs";

install("server");

const [program = "server/main.ts", ...words] = process.argv.slice(2);
// The settings' file is in the working folder, which need not be ours: there, Bun would look for its own
// options too. Named, it is the only one that is read, and is read although bunfig.toml turns them all off.
const options = ["--env-file=.env", `--tsconfig-override=${join(ROOT, "tsconfig.json")}`];
// The program's standard input is a pipe that nothing is written to: it ends when we do, however we
// end, and the program ends with it instead of holding the port and the data folder.
const child = spawn(BUN, [...options, join(ROOT, program), ...words, "--until-stdin-ends"], {
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
