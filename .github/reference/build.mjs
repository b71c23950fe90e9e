// `npm run docs`: builds the API reference from the docstrings of the library into dist/docs, or into the
// folder that is named. Exits with 1 if the docstrings have mistakes.
import { Application, ReflectionKind } from "typedoc";
import { entryPoints, OUTPUT, ROOT, SOURCE_URL } from "./library.mjs";

const [out = OUTPUT] = process.argv.slice(2);
const entries = entryPoints();
const application = await Application.bootstrap({
	name: "widthwise",
	entryPoints: entries.map(({ source }) => source),
	tsconfig: `${ROOT}/core/tsconfig.build.json`,
	basePath: ROOT,
	readme: `${ROOT}/core/README.md`,
	out,
	disableGit: true,
	sourceLinkTemplate: `${SOURCE_URL}/core/{path}#L{line}`,
	// `npm run lint` checks the types, with the compiler of the workspaces.
	skipErrorChecking: true,
	// Of runtimes, only what modules import: `Error` would have Bun's members, too. Half the work.
	compilerOptions: { types: [] },
	// Fields whose names say everything have no comment.
	requiredToBeDocumented: ["Function", "CallSignature", "Variable", "Class", "TypeAlias"],
	validation: { notExported: true, invalidLink: true, notDocumented: true },
});

const project = await application.convert();
if (!project) process.exit(1);
for (const entry of entries) {
	const module = project.getChildrenByKind(ReflectionKind.Module).find(isOf(entry));
	if (module) module.name = entry.name;
}
application.validate(project);
await application.generateOutputs(project);
if (application.logger.hasErrors() || application.logger.hasWarnings()) process.exit(1);

/** @param {{ readonly source: string }} entry */
function isOf({ source }) {
	return ({ sources = [] }) => sources[0]?.fullFileName === source;
}
