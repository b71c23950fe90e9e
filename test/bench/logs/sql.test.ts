import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { readLogs } from "widthwise/tuning";
import { drawRequests, LOG_WRITERS } from "./drawn-log.ts";
import { byWidth, neededByParser, sorted } from "./reference.ts";

const sqlFolder = fileURLToPath(new URL("../../../bench/logs/sql/", import.meta.url));
const sql = (name: string): Promise<string> => Bun.file(join(sqlFolder, name)).text();
const requests = drawRequests(13, 20_000);
let folder = "";

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "widthwise-sql-"));
	const lines = LOG_WRITERS["CloudFront v1"]?.(requests) ?? [];
	const bytes = new TextEncoder().encode([...lines, "damaged", ""].join("\n"));
	await Bun.write(join(folder, "a.gz"), Bun.gzipSync(bytes));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("the SQL for DuckDB and Athena counts the same as the log reader", async () => {
	const instance = await DuckDBInstance.create(":memory:");
	const connection = await instance.connect();
	const view = await sql("duckdb-view.sql");
	expect(view).toContain("'logs/*'");
	await connection.run(view.replace("'logs/*'", `'${folder}/*'`));
	const result = await connection.runAndReadAll(await sql("histogram.sql"));
	expect(result.columnNames()).toEqual(["width", "count"]);
	const bySql = result
		.getRowObjects()
		.map(({ width, count }) => ({ width: Number(width), count: Number(count) }));
	connection.closeSync();
	instance.closeSync();

	const { needed } = await readLogs([folder], () => {});
	expect(sorted(byWidth(bySql))).toEqual(sorted(byWidth(needed)));
	expect(sorted(byWidth(bySql))).toEqual(sorted(neededByParser(requests)));
});

test("Athena's table has the columns that the query reads", async () => {
	const table = await sql("athena-table.sql");
	for (const column of ["cs_method", "cs_uri_stem", "cs_uri_query", "sc_status"]) {
		expect(await sql("histogram.sql")).toContain(column);
		expect(table).toMatch(new RegExp(`^\\t${column} `, "m"));
	}
});
