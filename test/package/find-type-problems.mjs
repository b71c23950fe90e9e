// Runs on Node. Takes the folder of "Are the types wrong?" and the folder of an installed package; prints
// `<kind> <module resolution>` for each problem that it finds with the package's types, as JSON.
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";

const [attw, folder] = argv.slice(2);
const { checkPackage, Package } = await import(pathToFileURL(join(attw, "dist/index.js")).href);
const { name, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));

const files = {};
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
	if (!entry.isFile()) continue;
	const path = join(entry.parentPath, entry.name);
	files[`/node_modules/${name}/${relative(folder, path)}`] = await readFile(path);
}
const { problems } = await checkPackage(new Package(files, name, version));
console.log(
	JSON.stringify(
		problems.map(
			({ kind, resolutionKind, resolutionOption }) =>
				`${kind} ${resolutionKind ?? resolutionOption}`,
		),
	),
);
