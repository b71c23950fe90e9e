import { join } from "node:path";
import { copyEmptyDatabase } from "./empty-database.ts";
import { createMigratedDatabase, dropMigratedDatabase } from "./migrated-database.ts";
import { isExpected } from "./requirements.ts";
import type { Environment } from "./server-environment.ts";
import { startServerInProcess } from "./server-in-process.ts";
import { type ServerProcess, startServer } from "./server-process.ts";
import { removeFolder, temporaryFolder } from "./temporary-folder.ts";

/** A server under test. `await using` ends it. */
export type RunningServer = AsyncDisposable & {
	readonly url: string;
	readonly dataDir: string;
	/** The lines of its log so far. */
	log(): string;
	/** Lets it finish its work and stop, as when its process is asked to end. */
	close(): Promise<void>;
	/** Ends it and deletes its data folder. */
	remove(): Promise<void>;
};

/** What one server leaves to the next. */
export type NewData = {
	readonly dataDir: string;
	/** The settings of servers on it. */
	readonly environment: Environment;
	remove(): Promise<void>;
};

type Start<Server> = (dataDir: string, environment: Environment) => Promise<Server>;

/**
 * Starts the server on a new data folder, which `await using` also deletes. It runs in this process:
 * a process of its own takes a second of processor time to load the same modules again. The database is
 * in the shared Postgres if there is one, because PGlite takes most of the time of a start.
 */
export function startNewServer(environment: Environment = {}): Promise<RunningServer> {
	return startOnNewData(environment, startServerInProcess);
}

/**
 * As {@link startNewServer}, but in a process of its own: for tests of memory, signals, standard output,
 * or of the environment that libraries read.
 */
export function startNewServerProcess(environment: Environment = {}): Promise<ServerProcess> {
	return startOnNewData(environment, startServer);
}

/**
 * Starts the server in a process of its own, on a new data folder with everything in it, the database
 * too, as by default. Another server can be started on that folder later.
 */
export function startPgliteServer(environment: Environment = {}): Promise<ServerProcess> {
	return startOnPglite(environment, startServer);
}

/** As {@link startPgliteServer}, but in this process. */
export function startPgliteServerInProcess(environment: Environment = {}): Promise<RunningServer> {
	return startOnPglite(environment, startServerInProcess);
}

/**
 * Makes a data folder with an empty PGlite database, as a first start leaves it: a server starts much
 * faster on it. Tests of a first start use {@link temporaryFolder}.
 */
export async function startedFolder(): Promise<string> {
	const folder = await temporaryFolder();
	await copyEmptyDatabase(join(folder, "database"));
	return folder;
}

/**
 * Makes an empty data folder and database for servers that continue each other's work: in the shared
 * Postgres if there is one.
 */
export async function makeNewData(): Promise<NewData> {
	if (!isExpected("postgres")) {
		const dataDir = await startedFolder();
		return { dataDir, environment: {}, remove: () => removeFolder(dataDir) };
	}
	const DATABASE_URL = await createMigratedDatabase();
	const dataDir = await temporaryFolder();
	const remove = async (): Promise<void> => {
		await removeFolder(dataDir);
		await dropMigratedDatabase(DATABASE_URL);
	};
	return { dataDir, environment: { DATABASE_URL }, remove };
}

async function startOnNewData<Server extends RunningServer>(
	environment: Environment,
	start: Start<Server>,
): Promise<Server> {
	const data = await makeNewData();
	return startOrDelete(start(data.dataDir, { ...data.environment, ...environment }), data.remove);
}

async function startOnPglite<Server extends RunningServer>(
	environment: Environment,
	start: Start<Server>,
): Promise<Server> {
	const dataDir = await startedFolder();
	return startOrDelete(start(dataDir, environment), () => removeFolder(dataDir));
}

async function startOrDelete<Server extends RunningServer>(
	started: Promise<Server>,
	deleteData: () => Promise<void>,
): Promise<Server> {
	try {
		const server = await started;
		const remove = async (): Promise<void> => {
			await server.remove();
			await deleteData();
		};
		return { ...server, remove, [Symbol.asyncDispose]: remove };
	} catch (error) {
		await deleteData();
		throw error;
	}
}
